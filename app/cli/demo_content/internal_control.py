"""The eight points of the demo's workshop with what shows them, its yearly reviews, and its duties. All is invented.

Six points are in place, of one the goals have expired, and of one nobody has written yet how it is done.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.blueprints.accounts.terms import Actor
from app.blueprints.improvement.terms import Source
from app.blueprints.internal_control import queries, services
from app.blueprints.internal_control.models import Review
from app.blueprints.internal_control.terms import DutyDraft, DutyState, PointDraft, PointState, ReviewDraft, StaffDraft
from app.cli.demo_content import evidence
from app.cli.demo_content.capability_story import Happening, Told
from app.cli.demo_content.evidence_paper import PRIVATE, Paper
from app.cli.demo_content.safety_story import after_the_year, pool_year

FIRM, OWNER, REPRESENTATIVE = "workshop", "workshop_owner", "workshop_representative"
IN_PLACE, PARTLY = PointState.IN_PLACE, PointState.PARTLY


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a firm says of a point, so many days ago, and the papers that show it."""

    number: int
    ago: int
    state: PointState
    how: str
    papers: tuple[str, ...] = ()
    firm: str = FIRM


PAPERS = (
    Paper(key="hse_rules", type="other", ago=402, title="Reglar vi arbeider under, med lenkjer", source=Source.LINK,
          link="https://oppslag.nordfjordmek.example/hms/reglar"),
    Paper(key="hse_training", type="record", ago=401, title="Opplæringsliste for verkstaden", name="opplaeringsliste",
          table=(("Opplæring", "Tal på folk", "Kor ofte"), (("Varme arbeid", 3, "kvart femte år"), ("Førstehjelp", 3, "kvart andre år"),
                 ("Truck", 2, "ein gong"), ("Kantpressa", 2, "når nokon er ny")))),
    Paper(key="hse_minutes", type="record", ago=400, title="Referat frå HMS-møte i matpausen", name="referat-hms-mote",
          says=("Til stades: alle på skift, verneombodet og dagleg leiar.", "1. Plakatane heng oppe i begge hallane. Alle har prøvd å melde.",
                "2. Verneombodet bad om at svar blir gjevne på tavla òg, for dei som ikkje gav namn.", "3. Neste møte om to månader.")),
    Paper(key="hse_goals", type="other", ago=399, title="HMS-mål for året", name="hms-mal", valid=(-400, -12),
          says=("1. Svar på kvar melding innan ei veke.", "2. Alle som køyrer truck, har bevis på seg.", "3. Ingen løftar meir enn 25 kilo åleine.")),
    Paper(key="hse_organisation", type="other", ago=398, title="Kven gjer kva i HMS-arbeidet", name="ansvar-hms",
          says=("Dagleg leiar har ansvaret, og tid og pengar til det.", "Arbeidsleiar går vernerunda kvar fredag saman med verneombodet.",
                "Verneombodet kan stoppe arbeid som er farleg. Ingen spør om løyve først.")),
    Paper(key="hse_plan", type="risk_assessment", ago=240, title="Handlingsplan etter risikovurderinga", name="handlingsplan",
          valid=(-241, 118), says=("Sliping: avsug. Ferdig.", "Kantpressa: lysgitter. Ferdig.", "Løft: svingkran i hall 1. Avgjerd etter tre månader med leigd kran.")),
    Paper(key="hse_deviations", type="routine", ago=230, title="Rutine: slik melder vi, og slik svarar vi", name="rutine-melding",
          says=("1. Meld på plakaten, på telefonen eller til Piotr. Namn er frivillig.", "2. Den som har ansvaret, svarar innan ei veke. Ingen melding går over fjorten dagar.",
                "3. Det som kan skade nokon, blir sperra same timen.")),
    Paper(key="hse_payroll", type="record", ago=130, title="Avtalte og tapte dagsverk, uttrekk frå lønssystemet", name="dagsverk", visibility=PRIVATE,
          table=(("Kvartal", "Avtalte dagsverk", "Tapte dagsverk"), ((1, 798, 39), (2, 798, 31), (3, 665, 34), (4, 798, 42)))),
)  # fmt: skip
SHARED = {
    "cleaning": Paper(key="hse_book", type="other", ago=232, title="HMS-håndboken vår", source=Source.LINK, link="https://hms.saltenrenhold.example/bok"),
    "kitchen": Paper(key="hse_book", type="other", ago=168, title="HMS-håndbok", source=Source.LINK, link="https://hms.kjokken.example/bok"),
    "textile": Paper(key="hse_book", type="other", ago=168, title="HMS-håndbok", source=Source.LINK, link="https://hms.tekstil.example/bok"),
}  # fmt: skip

POINTS = (
    Said(number=1, ago=396, state=IN_PLACE, how="Lista ligg på oppslagstavla og på nettet. Ragnhild ser over ho i januar.", papers=("hse_rules",)),
    Said(number=2, ago=396, state=IN_PLACE, how="Ingen køyrer truck, kran eller kantpresse før opplæringa er skriven inn her.", papers=("hse_training",)),
    Said(number=3, ago=395, state=IN_PLACE, how="HMS-møte annakvar månad, i matpausen. Verneombodet set opp sakene.", papers=("hse_minutes",)),
    Said(number=4, ago=395, state=IN_PLACE, how="Tre mål for året, valde på HMS-møtet. Dei heng ved kaffimaskina.", papers=("hse_goals",)),
    Said(number=5, ago=394, state=IN_PLACE, how="Éi side, underskriven av alle fire som har noko å gjere der.", papers=("hse_organisation",)),
    Said(number=6, ago=390, state=PARTLY, how="Risikovurderinga er skriven, planen manglar."),
    Said(number=7, ago=390, state=PARTLY, how="Vi rettar, men vi skriv det ikkje ned kvar gong."),
    Said(number=6, ago=238, state=IN_PLACE, how="Elleve stasjonar er vurderte saman med dei som står der. Planen har frist og namn på kvart punkt.", papers=("hse_plan",)),
    Said(number=7, ago=228, state=IN_PLACE, how="Meldingar, svar og tiltak ligg her. Kvar fredag går Piotr og Gro gjennom dei som er opne.", papers=("hse_deviations",)),
    Said(number=8, ago=120, state=PARTLY, how="Vi går gjennom systemet i januar, men rutinen for det er ikkje skriven."),
    *(Said(number=number, ago=166, state=IN_PLACE, how="Står i håndboken.", papers=("hse_book",), firm=firm)
      for firm in ("kitchen", "textile") for number in (1, 2, 3)),
    *(Said(number=number, ago=231, state=IN_PLACE, how="Står i håndboken, og lederne går gjennom det med nye.", papers=("hse_book",), firm="cleaning")
      for number in (1, 2, 3)),
)  # fmt: skip

DUTIES = (
    (330, "safety_representative", DutyState.IN_PLACE, "Gro er vald for to år. Valet er ført i protokollen."),
    (330, "safety_training", DutyState.IN_PLACE, "Gro har teke kurset på førti timar."),
    (330, "leaders_training", DutyState.IN_PLACE, "Ragnhild tok kurset då ho overtok."),
    (330, "occupational_health_service", DutyState.IN_PLACE, "Avtale med Fjordhelse BHT (oppdikta). Dei er her to gonger i året."),
    (329, "injury_register", DutyState.IN_PLACE, "Registeret er hendingane her."),
    (329, "whistleblowing", DutyState.PLANNED, "Vi skriv rutinen saman med tillitsvald i vinter."),
    (100, "psychosocial_factors", DutyState.MISSING, "Vi har vurdert maskiner og løft, men ikkje arbeidsmengd og uklare krav."),
)  # fmt: skip

Write = Callable[[Actor], object]


def happenings(told: Told) -> Iterator[Happening]:
    for paper in PAPERS:
        yield Happening(days_ago=paper.ago, hour=10, who=OWNER, do=evidence.coming(told, FIRM, paper))
    for firm, paper in SHARED.items():
        yield Happening(days_ago=paper.ago, hour=10, who=f"{firm}_owner", do=evidence.coming(told, firm, paper))
    for said in POINTS:
        yield Happening(days_ago=said.ago, hour=11, who=f"{said.firm}_owner", do=_say(told, said))
    for ago, code, state, how in DUTIES:
        yield Happening(days_ago=ago, hour=12, who=OWNER, do=_answer(told, code, state, how))
    yield from _reviews(told)


def _say(told: Told, said: Said) -> Write:
    def say(actor: Actor) -> None:
        firm = told.world.organisations[said.firm]
        before = queries.find_point(firm.id, said.number)
        papers = tuple(told.evidence[said.firm, key] for key in said.papers)
        version = before.version if before else 0
        draft = PointDraft(state=said.state, how=said.how, evidence_ids=papers, version=version)
        services.save_point(firm, said.number, draft, by=actor)

    return say


def _answer(told: Told, code: str, state: DutyState, how: str) -> Write:
    draft = DutyDraft(state=state, how=how, version=0)
    return lambda actor: services.answer_duty(told.world.organisations[FIRM], code, draft, by=actor)


def _reviews(told: Told) -> Iterator[Happening]:
    """The year that is over was gone through in its January, and both signed; of the year after there is a beginning."""
    over = pool_year(told.day(0))
    held = after_the_year(told.day(0), 10_000, 3)
    first = ReviewDraft(
        year=over,
        held_on=told.day(-held - 2),
        took_part="Dagleg leiar, verneombodet, arbeidsleiar, to frå golvet",
        findings="Måla er nådde, men målet om løft er berre delvis målt. Meldingane har auka etter at plakatane kom opp, og svara kjem "
        "fortare. Rutinen for denne gjennomgangen er framleis ikkje skriven.",
        decisions="Gro og Piotr går gjennom opne meldingar kvar fredag. Rutinen for gjennomgangen blir skriven før sommaren.",
    )
    yield Happening(days_ago=held, hour=13, who=OWNER, do=_write(told, first))
    yield Happening(days_ago=held - 1, hour=13, who=OWNER, do=_sign(told, over))
    yield Happening(days_ago=held - 1, hour=15, who=REPRESENTATIVE, do=_sign_for_staff(told, over))
    begun = ReviewDraft(
        year=over + 1,
        held_on=told.day(-11),
        took_part="Dagleg leiar, verneombodet",
        findings="Måla for året har gått ut, og nye er ikkje skrivne. To på lageret har sertifikat som går ut.",
        decisions="",
    )
    yield Happening(days_ago=9, hour=13, who=OWNER, do=_write(told, begun))


def _write(told: Told, draft: ReviewDraft) -> Write:
    return lambda actor: services.write_review(told.world.organisations[FIRM], draft, by=actor)


def _review(organisation_id: int, year: int) -> Review:
    return next(review for review in queries.reviews_of(organisation_id) if review.year == year)


def _sign(told: Told, year: int) -> Write:
    def sign(actor: Actor) -> None:
        firm = told.world.organisations[FIRM]
        review = _review(firm.id, year)
        services.sign_for_firm(firm, review, version=review.version, by=actor)

    return sign


def _sign_for_staff(told: Told, year: int) -> Write:
    def sign(actor: Actor) -> None:
        review = _review(told.number(FIRM), year)
        comment = "Eg har vore med på heile gjennomgangen. Dei innleigde bør vere med neste gong."
        services.answer_for_staff(review, StaffDraft(signs=True, comment=comment, version=review.version), by=actor)

    return sign
