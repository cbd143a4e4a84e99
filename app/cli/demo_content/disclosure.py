"""With whom the demo's firms share their years, who has checked a figure, who has read; and the pool of the last whole year.

Hours, events, training and internal control are told here too: what a buyer sees of a day depends on all that was written
before it, so everybody's happenings are put in one order.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from app.blueprints.accounts.terms import Actor
from app.blueprints.disclosure.queries import consents as queries
from app.blueprints.disclosure.services import consents, documents, pools, reading, verification, writing
from app.blueprints.disclosure.terms import ConsentDraft, Datum, Level, Opened, VerificationDraft
from app.cli.demo_content import internal_control, safety, training
from app.cli.demo_content.capability_story import Happening, Told, tell
from app.cli.demo_content.safety_story import after_the_year, pool_day, pool_year
from app.cli.demo_content.world import World
from app.core.db import db

FOR_DAYS = 650  # days that a consent lasts, where nothing else is said


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """A firm lets a buyer see its years: so many days before the pools were issued, or `ago` days ago."""

    firm: str
    receiver: str = "trust"
    before_pool: int = 0
    ago: int | None = None
    purpose: str = "Oppfølging av leverandører i avtaler om drift og bygg"
    pooled: bool = True
    ends: int | None = None
    withdrawn: int | None = None


@dataclass(frozen=True, kw_only=True)
class Check:
    """A figure of the pools' year is checked: by the trust, or with a `paper` of the firm's own. See `after_the_year`."""

    ago: int
    least: int
    datum: Datum
    level: Level
    method: str
    firm: str = "workshop"
    who: str = "trust_lead"
    paper: str = ""
    body: str = ""
    reference: str = ""
    holds: int = 0


CONSENTS = (
    Agreed(firm="workshop", before_pool=40, purpose="Leverandørutvikling og årleg samtale om HMS"),
    Agreed(firm="cleaning", before_pool=22),
    Agreed(firm="kitchen", before_pool=21, purpose="Matkjeden: årlig gjennomgang med sykehuset"),
    Agreed(firm="seafood", before_pool=18, purpose="Matkjeden: årlig gjennomgang med sykehuset"),
    Agreed(firm="textile", before_pool=17, ends=19),
    Agreed(firm="compost", before_pool=15),
    Agreed(firm="joinery", before_pool=14, purpose="Rammeavtale for snikkararbeid"),
    Agreed(firm="electro", before_pool=13),
    Agreed(firm="medical", ago=33, pooled=False, purpose="Rammeavtale for forbruksvarer"),
    Agreed(firm="prosthesis", ago=27, purpose="Avtale om ortopediske hjelpemidler"),
    Agreed(firm="workshop", receiver="havndal", ago=38, withdrawn=12, purpose="Tilbod på rekkverk til tre skular"),
    Agreed(firm="cleaning", receiver="havndal", ago=35),
    Agreed(firm="kitchen", receiver="havndal", ago=34, purpose="Måltider til hjemmeboende"),
)
# The first ends when the workshop corrects a month of that year; nobody has looked again.
CHECKS = (
    Check(
        ago=118,
        least=10,
        datum=Datum.INJURIES,
        level=Level.CHECKED,
        method="Gått gjennom skaderegisteret sammen med daglig leder, på Teams.",
    ),
    Check(
        ago=41,
        least=24,
        datum=Datum.SICKNESS,
        level=Level.DOCUMENTED,
        who="workshop_owner",
        paper="hse_payroll",
        method="Uttrekk frå lønssystemet for heile året. Ingen namn i det.",
    ),
    Check(
        ago=40,
        least=25,
        datum=Datum.PARTICIPATION,
        level=Level.DOCUMENTED,
        who="workshop_owner",
        paper="hse_minutes",
        method="Referat frå HMS-møte der verneombodet la fram sakene.",
    ),
    Check(
        ago=29,
        least=28,
        datum=Datum.NEAR_MISSES,
        level=Level.CHECKED,
        method="Besøk i verkstedet. Så på ti tilfeldige meldinger og svarene, og snakket med verneombudet uten ledelsen til stede.",
    ),
    Check(
        ago=20,
        least=29,
        firm="textile",
        datum=Datum.POINTS,
        level=Level.CERTIFIED,
        holds=340,
        body="Sertifisør Nord (oppdiktet)",
        reference="SN-2231",
        method="Sett sertifikatet, og funnet det igjen i registeret til utstederen.",
    ),
)
SHOWN = (
    (30, Opened.PAGE, ("workshop",)),
    (
        16,
        Opened.PORTFOLIO,
        (
            "workshop",
            "cleaning",
            "kitchen",
            "seafood",
            "textile",
            "compost",
            "joinery",
            "electro",
            "medical",
            "prosthesis",
        ),
    ),
    (6, Opened.PAGE, ("workshop",)),
    (6, Opened.EXPORT, ("workshop", "cleaning", "kitchen")),
    (3, Opened.PAGE, ("cleaning",)),
)

Write = Callable[[Actor], object]


def seed(world: World) -> None:
    """All that these rooms have to tell, in the order in which it happened; then what the last night found."""
    told = Told(world=world)
    year = pool_year(told.day(0))
    issued = (told.day(0) - pool_day(year)).days
    everything = [*happenings(told)]
    for teller in (safety, training, internal_control):
        everything += teller.happenings(told)
    tell(told, (each for each in everything if each.days_ago > issued))
    with world.at(days_ago=issued, hour=4):
        pools.issue_pool(receiver_id=told.number("trust"), year=year)
    tell(told, (each for each in everything if each.days_ago <= issued))
    writing.renew()


def happenings(told: Told) -> Iterator[Happening]:
    issued = (told.day(0) - pool_day(pool_year(told.day(0)))).days
    for number, agreed in enumerate(CONSENTS):
        ago = issued + agreed.before_pool if agreed.ago is None else agreed.ago
        until = told.day(FOR_DAYS - ago if agreed.ends is None else agreed.ends)
        who = f"{agreed.firm}_owner"
        yield Happening(days_ago=ago, hour=12, who=who, do=_agree(told, number, agreed, until))
        if agreed.withdrawn is not None:
            yield Happening(days_ago=agreed.withdrawn, hour=12, who=who, do=_withdraw(told, number))
    for check in CHECKS:
        do = _document(told, check) if check.paper else _verify(told, check)
        yield Happening(days_ago=after_the_year(told.day(0), check.ago, check.least), hour=11, who=check.who, do=do)
    for ago, opened, firms in SHOWN:
        yield Happening(days_ago=ago, hour=14, who="trust_lead", do=_read(told, opened, firms))


def _agree(told: Told, number: int, agreed: Agreed, until: date) -> Write:
    def agree(actor: Actor) -> None:
        draft = ConsentDraft(
            receiver_id=told.number(agreed.receiver), until=until, purpose=agreed.purpose, pooled=agreed.pooled
        )
        consent = consents.give_consent(told.world.organisations[agreed.firm], draft, by=actor)
        db.session.flush()
        told.made[f"consent {number}"] = consent.id

    return agree


def _withdraw(told: Told, number: int) -> Write:
    return lambda actor: consents.withdraw_consent(queries.get_consent(told.made[f"consent {number}"]), by=actor)


def _document(told: Told, check: Check) -> Write:
    def document(actor: Actor) -> None:
        draft = _draft(told, check, told.evidence[check.firm, check.paper])
        documents.document(told.world.organisations[check.firm], draft, by=actor)

    return document


def _verify(told: Told, check: Check) -> Write:
    def verify(actor: Actor) -> None:
        trust = told.world.organisations["trust"]
        verification.verify(trust, told.number(check.firm), _draft(told, check, None), by=actor)

    return verify


def _draft(told: Told, check: Check, evidence_id: int | None) -> VerificationDraft:
    return VerificationDraft(
        year=pool_year(told.day(0)),
        datum=check.datum,
        level=check.level,
        method=check.method,
        body=check.body,
        reference=check.reference,
        evidence_id=evidence_id,
        expires_on=told.day(check.holds) if check.holds else None,
    )


def _read(told: Told, opened: Opened, firms: tuple[str, ...]) -> Write:
    def read(actor: Actor) -> None:
        numbers = [told.number(firm) for firm in firms]
        reading.note_readings(numbers, receiver_id=told.number("trust"), opened=opened, by=actor)

    return read
