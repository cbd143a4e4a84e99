"""What the demo's firms have decided to do, what came of it, and what those whom they let in have said about it.

Days are counted from the day on which the demo is made; `due` and `starts` from the day on which the action was planned.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from app.blueprints.accounts.terms import Actor
from app.blueprints.capability.terms import SUBJECT_KIND
from app.blueprints.improvement import queries, services
from app.blueprints.improvement.models import Adviser
from app.blueprints.improvement.terms import (
    ActionDraft,
    ActionStatus,
    AdviserDraft,
    CommentDraft,
    EffectDraft,
    FinishDraft,
)
from app.cli.demo_content.capability_story import Happening, Told
from app.cli.demo_content.people import PEOPLE
from app.core.clock import today

DONE, DROPPED = ActionStatus.DONE, ActionStatus.DROPPED


@dataclass(frozen=True, kw_only=True)
class Ended:
    """So many days after it was planned."""

    after: int
    status: ActionStatus
    outcome: str


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The effect, so many days after it was planned, and the evidence that shows it."""

    after: int
    papers: tuple[str, ...]
    effect: str


@dataclass(frozen=True, kw_only=True)
class Planned:
    """An action that was planned `ago` days ago. `about` is a dimension, with the level it aims at: "HSE:3"."""

    key: str
    ago: int
    due: int
    about: str
    who: str
    what: str
    details: str = ""
    starts: int | None = None
    cost: int | None = None
    support: str = ""
    expected: str = ""
    needs: tuple[str, ...] = ()
    begun: int | None = None
    ended: Ended | None = None
    seen: Seen | None = None


@dataclass(frozen=True, kw_only=True)
class Comment:
    """About an action, or about the whole plan when `action` is empty."""

    firm: str
    ago: int
    by: str
    body: str
    action: str = ""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """Somebody outside is let into a plan; `accepted` so many days ago, if she has accepted. She may read for `lasts` days."""

    firm: str
    ago: int
    who: str
    lasts: int
    accepted: int | None = None


PLANS = {
    "workshop": (
        Planned(
            key="risk", ago=400, due=130, starts=2, about="HSE:2", who="workshop_editor", cost=35_000, expected="risk_assessment",
            what="Skriv risikovurdering for kvar arbeidsstasjon saman med dei som står der", begun=396,
            ended=Ended(after=117, status=DONE, outcome="Elleve stasjonar er vurderte. Slipinga fekk avsug."),
            seen=Seen(after=119, papers=("risk",), effect="Verneombodet og alle elleve har skrive under. Tre tiltak er gjorde."),
        ),
        Planned(
            key="deviations", ago=390, due=200, starts=5, about="QUA:3", who="workshop_owner", expected="record",
            what="Før avvik i éi liste, med årsak og kven som rettar", begun=385,
            ended=Ended(after=180, status=DONE, outcome="23 avvik på eit halvår. Seks hadde same årsak, og den er borte."),
            seen=Seen(after=192, papers=("deviations",), effect="Gamle teikningar gav seks av avvika. Ingen sidan teikningane fekk dato."),
        ),
        Planned(
            key="near", ago=245, due=130, starts=3, about="HSE:3", who="workshop_editor", cost=12_000, expected="record",
            needs=("risk",), begun=242,
            what="Ta opp nestenulykker på vernerunden kvar fredag, med svar innan ei veke",
            details="Ei tavle ved kaffimaskina. Kven som helst skriv. Den som melde, får svar av Piotr, ikkje på e-post.",
            ended=Ended(after=121, status=DONE, outcome="23 meldingar på seks månader, 22 svar innan ei veke. Trucken fekk ny køyreveg."),
            seen=Seen(after=187, papers=("rounds",), effect="Folk melder meir enn før, og fråværet etter skade er null i halvåret."),
        ),
        Planned(
            key="numbers", ago=52, due=40, starts=10, about="ENV:2", who="workshop_reader", cost=8_000, expected="record", begun=38,
            what="Finn ut kor mykje drivstoff, straum og kapp vi brukte i fjor",
            details="Fakturaene ligg i rekneskapen. Kappet må vegast: containeren blir tømd den første i månaden.",
        ),
        Planned(
            key="waste", ago=51, due=172, starts=65, about="ENV:2", who="workshop_editor", cost=42_000, needs=("numbers",),
            support="Vi treng nokon som har gjort det i ein annan verkstad, og gjerne delar av kostnaden til containerar.",
            what="Sorter kapp og slipestøv, og set eit mål for kvar ordre", expected="routine",
        ),
        Planned(
            key="portfolio", ago=52, due=110, starts=30, about="BID:1", who="workshop_owner", cost=6_000,
            support="Nokon som har lese mange slike, kan lese gjennom før vi legg han ut.",
            what="Lag ein bedriftsprofil på to sider, med referansar og kapasitet",
        ),
        Planned(
            key="answer", ago=51, due=250, starts=112, about="BID:2", who="workshop_owner", needs=("portfolio",),
            support="Ein større bedrift som vil ha oss med, og nokon som kan forklare kontrakten.",
            what="Svar på éin førespurnad, åleine eller saman med ein større bedrift",
        ),
        Planned(
            key="hired", ago=50, due=150, starts=15, about="HSE:4", who="workshop_editor", needs=("near",), begun=30, expected="record",
            what="Ta dei innleigde med i vernerunda og i avviksmeldinga",
            details="Utleigaren har sagt ja til at dei brukar tida si på det. Mål: like mange meldingar per hovud som våre eigne.",
        ),
        Planned(
            key="weld", ago=48, due=66, starts=20, about="TEC:4", who="workshop_owner", cost=68_000, begun=27,
            expected="notified_body_certificate", what="Forny sertifikatet for produksjonskontroll før det går ut",
        ),
        Planned(
            key="deputy", ago=18, due=60, starts=4, about="FIN:3", who="workshop_reader", begun=12,
            what="Skriv ned kven som gjer kva når dagleg leiar er borte ein månad", expected="routine",
            details="Fellesrådet sende godkjenninga tilbake fordi dette mangla. Ei halv side held.",
        ),
        Planned(
            key="drawings", ago=118, due=112, starts=3, about="QUA:4", who="workshop_editor", cost=4_000, begun=110, expected="record",
            what="Set dato og versjon på kvar teikning, og kast dei gamle",
            ended=Ended(after=107, status=DONE, outcome="412 teikningar er gått gjennom, 160 kasta. Ingen heng på veggen utan dato."),
        ),
        Planned(
            key="orders", ago=50, due=30, about="DIG", who="workshop_owner", what="Kjøp eige system for tilbod og ordre", cost=180_000,
            ended=Ended(after=25, status=DROPPED,
                        outcome="For dyrt no. Rekneskapssystemet sender e-faktura og held eit år til."),
        ),
    ),
    "cleaning": (
        Planned(
            key="wages", ago=370, due=160, about="ETH:4", who="cleaning_owner", expected="wage_conditions",
            what="Få på plass årlig gjennomgang av lønn mot allmenngjort tariff",
            ended=Ended(after=140, status=DONE, outcome="Gjennomført med tillitsvalgt. To timelister ble rettet og etterbetalt."),
        ),
        Planned(
            key="robot", ago=30, due=120, starts=20, about="INN:4", who="cleaning_editor", cost=95_000,
            support="Leie av robot i tre måneder, og en kunde som vil måle sammen med oss.",
            what="Test robot for store gulv i samråd med én kunde", begun=8,
        ),
        Planned(key="chemicals", ago=30, due=60, starts=0, about="ENV:4", who="cleaning_owner", begun=28, cost=14_000,
                what="Bytt ut de tre mest brukte kjemikaliene"),
        Planned(key="again", ago=3, due=45, starts=2, about="ETH:4", who="cleaning_owner", expected="wage_conditions",
                what="Ta årets lønnskontroll, og få den attestert av noen utenfra"),
    ),
    "electro": (
        Planned(key="notices", ago=115, due=60, about="BID:1", who="electro_owner",
                what="Meld oss på varsel om kunngjeringar i Møre og Romsdal",
                ended=Ended(after=20, status=DONE, outcome="Får varsel kvar måndag.")),
        Planned(key="drill", ago=110, due=90, starts=30, about="HSE:2", who="electro_owner", what="Øv på straumulykke med heile laget"),
    ),
    "kitchen": (
        Planned(
            key="portions", ago=70, due=100, starts=10, about="ENV:3", who="kitchen_owner", begun=55, expected="record",
            what="Regn om matsvinnet til kilo per porsjon og vis det til kunden hver måned",
        ),
        Planned(key="precision", ago=70, due=45, about="QUA:4", who="kitchen_owner", expected="record",
                what="Mål hvor ofte leveransen kommer innenfor avtalt halvtime",
                ended=Ended(after=40, status=DONE, outcome="96 prosent i oktober.")),
        Planned(key="lighthouse", ago=25, due=80, starts=5, about="ENV:3", who="kitchen_owner", cost=24_000, begun=18,
                expected="eco_lighthouse", what="Ta Miljøfyrtårn på nytt; det gikk ut før vi rakk det"),
    ),
    "seafood": (
        Planned(key="backup", ago=200, due=90, about="DIG:2", who="seafood_owner",
                what="Sett opp sikkerhetskopi som er prøvd, ikke bare bestilt"),
        Planned(key="iso", ago=60, due=120, starts=10, about="QUA:4", who="seafood_owner", cost=110_000, begun=45, expected="iso_9001",
                what="Ny revisjon av kvalitetssystemet; sertifikatet gikk ut"),
    ),
    "textile": (
        Planned(key="heat", ago=150, due=240, starts=60, about="ENV:5", who="textile_owner", cost=640_000, begun=85,
                support="Tilskudd til varmepumpe, og en nabo som kan bruke varmen om sommeren.",
                what="Gjenvinn varme fra vaskevannet i linje 2"),
    ),
    "compost": (
        Planned(key="lab", ago=90, due=75, about="TEC:4", who="compost_owner", what="Bestill laboratorieprøver av kompost hvert kvartal"),
    ),
    "data": (
        Planned(key="risk", ago=135, due=50, about="HSE:2", who="data_owner", expected="risk_assessment",
                what="Write a short risk assessment of desk work, travel and work alone",
                ended=Ended(after=44, status=DONE, outcome="Two pages. We found that nobody knew where the first-aid kit was."),
                seen=Seen(after=50, papers=("desk",), effect="Everybody has read it, and the kit hangs by the door.")),
        Planned(key="tender", ago=130, due=200, starts=60, about="BID:3", who="data_owner", begun=60,
                what="Submit one valid tender, alone or with a larger firm",
                support="A larger firm that bids for hospital technology."),
    ),
    "joinery": (
        Planned(key="noise", ago=280, due=150, about="HSE:2", who="joinery_owner",
                what="Mål støy ved kappsaga, og finn hørselvern som folk vil bruke",
                ended=Ended(after=130, status=DONE, outcome="Under grensa med nytt blad.")),
    ),
    "medical": (
        Planned(key="apprentice", ago=55, due=120, starts=30, about="LOC:2", who="medical_owner", begun=20,
                what="Ta inn én lærling i logistikk i samarbeid med opplæringskontoret"),
    ),
}  # fmt: skip

ADVISERS = (
    Invited(firm="workshop", ago=47, who="interest_lead", accepted=46, lasts=365),
    Invited(firm="workshop", ago=3, who="council_lead", lasts=90),
    Invited(firm="kitchen", ago=24, who="council_lead", accepted=22, lasts=180),
)

COMMENTS = (
    Comment(firm="workshop", action="numbers", ago=37, by="interest_lead",
            body="Begynn med fakturaene for drivstoff og straum, dei har de alt. Kappet kan de vege i fire veker og gonge opp; skriv "
            "berre at de gjorde det slik. Det held for nivå 2."),
    Comment(firm="workshop", action="numbers", ago=36, by="workshop_reader",
            body="Takk! Straumen er klar. Containeren blir vegen frå den første."),
    Comment(firm="workshop", action="numbers", ago=8, by="interest_lead",
            body="Fristen gjekk ut for nokre dagar sidan. Treng de hjelp, eller berre ein ny dato?"),
    Comment(firm="workshop", action="portfolio", ago=20, by="interest_lead",
            body="Send meg gjerne eit utkast. Ta med kva de IKKJE tek på dykk, det sparer alle for tid."),
    Comment(firm="workshop", action="answer", ago=19, by="workshop_owner",
            body="Helse Nordkyst skal byggje om på tre postar. Kjenner du nokon som kunne hatt oss med på rekkverka?"),
    Comment(firm="workshop", ago=17, by="interest_lead",
            body="Planen heng godt saman no. Eg ville teke sertifikatet først: går det ut, fell alt som kviler på det, same kor godt de "
            "sveisar."),
    Comment(firm="kitchen", action="lighthouse", ago=20, by="council_lead",
            body="Be om tidligere dato enn dere trenger. Konsulentene er opptatt fram til jul."),
)  # fmt: skip


def happenings(told: Told) -> Iterator[Happening]:
    for firm, plan in PLANS.items():
        for planned in plan:
            yield from _of(told, firm, planned)
    letters: dict[int, Adviser] = {}
    for number, invited in enumerate(ADVISERS):
        invite = _invite(told, invited, letters, number)
        yield Happening(days_ago=invited.ago, hour=9, who=f"{invited.firm}_owner", do=invite)
        if invited.accepted is not None:
            accept = _accept(letters, number)
            yield Happening(days_ago=invited.accepted, hour=10, who=invited.who, do=accept)
    for comment in COMMENTS:
        yield Happening(days_ago=comment.ago, hour=13, who=comment.by, do=_say(told, comment))


def _of(told: Told, firm: str, planned: Planned) -> Iterator[Happening]:
    owner = f"{firm}_owner"
    writer = planned.who if PEOPLE[planned.who].organisations[firm].value != "reader" else owner
    yield Happening(days_ago=planned.ago, hour=11, who=owner, do=_add(told, firm, planned))
    if planned.begun is not None:
        yield Happening(days_ago=planned.begun, hour=12, who=writer, do=_begin(told, firm, planned))
    if planned.ended:
        yield Happening(days_ago=planned.ago - planned.ended.after, hour=14, who=writer, do=_end(told, firm, planned))
    if planned.seen:
        yield Happening(days_ago=planned.ago - planned.seen.after, hour=15, who=writer, do=_see(told, firm, planned))


def _add(told: Told, firm: str, planned: Planned) -> Callable[[Actor], None]:
    def add(actor: Actor) -> None:
        draft = ActionDraft(
            title=planned.what,
            details=planned.details,
            owner_id=told.world.people[planned.who].id,
            starts_on=None if planned.starts is None else told.day(planned.starts - planned.ago),
            due_on=told.day(planned.due - planned.ago),
            subject=f"{SUBJECT_KIND}:{planned.about}",
            cost=planned.cost,
            support=planned.support,
            expected=planned.expected,
            needs=tuple(told.actions[firm, key] for key in planned.needs),
        )
        action = services.add_action(told.world.organisations[firm], draft, by=actor)
        told.actions[firm, planned.key] = action.id

    return add


def _begin(told: Told, firm: str, planned: Planned) -> Callable[[Actor], None]:
    def begin(actor: Actor) -> None:
        action = queries.get_action(told.actions[firm, planned.key])
        services.start_action(action, action.version, by=actor)

    return begin


def _end(told: Told, firm: str, planned: Planned) -> Callable[[Actor], None]:
    def end(actor: Actor) -> None:
        action = queries.get_action(told.actions[firm, planned.key])
        if ended := planned.ended:
            draft = FinishDraft(status=ended.status, outcome=ended.outcome, version=action.version)
            services.finish_action(action, draft, by=actor)

    return end


def _see(told: Told, firm: str, planned: Planned) -> Callable[[Actor], None]:
    def see(actor: Actor) -> None:
        action = queries.get_action(told.actions[firm, planned.key])
        if seen := planned.seen:
            papers = tuple(told.evidence[firm, key] for key in seen.papers)
            draft = EffectDraft(evidence_ids=papers, effect=seen.effect, version=action.version)
            services.see_effect(action, draft, by=actor)

    return see


def _invite(told: Told, invited: Invited, letters: dict[int, Adviser], number: int) -> Callable[[Actor], None]:
    def invite(actor: Actor) -> None:
        draft = AdviserDraft(email=PEOPLE[invited.who].email, until=today() + timedelta(days=invited.lasts))
        letters[number] = services.invite_adviser(told.world.organisations[invited.firm], draft, by=actor)

    return invite


def _accept(letters: dict[int, Adviser], number: int) -> Callable[[Actor], object]:
    return lambda actor: services.accept_advice(letters[number], by=actor)


def _say(told: Told, comment: Comment) -> Callable[[Actor], None]:
    def say(actor: Actor) -> None:
        action = queries.get_action(told.actions[comment.firm, comment.action]) if comment.action else None
        advice = queries.advice_on(told.number(comment.firm))
        organisation = told.world.organisations[comment.firm]
        services.comment(organisation, CommentDraft(body=comment.body), by=actor, advice=advice, action=action)

    return say
