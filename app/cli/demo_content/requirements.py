"""What the demo's buyers ask for, and what its firms have let them see: for a purpose, until a day, and some taken back.

Days are counted from the day on which the demo is made.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.blueprints.accounts.terms import Actor
from app.blueprints.capability.services import add_dimension
from app.blueprints.capability.terms import DimensionDraft
from app.blueprints.improvement import queries as evidence_queries
from app.blueprints.improvement.services import note_opening as note_document_opening
from app.blueprints.requirements import queries, services
from app.blueprints.requirements.terms import (
    ProfileDraft,
    ProfileState,
    Purpose,
    RequirementDraft,
    ShareDraft,
    ShareKind,
)
from app.cli.demo_content.capability_story import Happening, Told

DRAFT, PUBLISHED, GONE = ProfileState.DRAFT, ProfileState.PUBLISHED, ProfileState.WITHDRAWN
SNAPSHOT, LIVING = ShareKind.SNAPSHOT, ShareKind.LIVING
DEVELOPMENT, DIALOGUE, COMPETITION = Purpose.DEVELOPMENT, Purpose.DIALOGUE, Purpose.COMPETITION


@dataclass(frozen=True, kw_only=True)
class Asks:
    """In one dimension. `must` is a must-have."""

    code: str
    level: int
    weight: int
    reason: str
    must: bool = False


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A buyer's profile, begun `ago` days ago, published and withdrawn on the days said."""

    key: str
    buyer: str
    by: str
    language: str
    ago: int
    title: str
    purpose: str
    asks: tuple[Asks, ...]
    published: int | None = None
    withdrawn: int | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A firm shares its profile until so many days from now. `opened` is (days ago, who) of those who looked.

    `read` is (days ago, who, paper) of the documents that they opened from there.
    """

    firm: str
    receiver: str
    name: str
    ago: int
    until: int
    kind: ShareKind = LIVING
    purpose: Purpose = DEVELOPMENT
    with_plan: bool = False
    withdrawn: int | None = None
    opened: tuple[tuple[int, str], ...] = ()
    read: tuple[tuple[int, str, str], ...] = ()


OWN_DIMENSION_AGO = 90
OWN_DIMENSION = DimensionDraft(
    code="MATKJEDE",
    name={"nb": "Kjølekjede og mattrygghet", "nn": "Kjølekjede og mattryggleik", "en": "Cold chain and food safety"},
    short_name={"nb": "Kjølekjede", "nn": "Kjølekjede", "en": "Cold chain"},
    about={
        "nb": "Hvordan dere holder maten trygg fra gryte til tallerken, også når bilen står fast.",
        "nn": "Korleis de held maten trygg frå gryte til tallerken, også når bilen står fast.",
        "en": "How you keep food safe from pot to plate, also when the van is stuck.",
    },
    levels=(
        {
            "nb": "Temperaturen måles ikke.",
            "nn": "Temperaturen blir ikkje målt.",
            "en": "Temperatures are not measured.",
        },
        {
            "nb": "Dere vet hvor maten kan bli for varm eller for kald, og noen har ansvaret.",
            "nn": "De veit kvar maten kan bli for varm eller for kald, og nokon har ansvaret.",
            "en": "You know where food may become too warm or too cold, and somebody is responsible.",
        },
        {
            "nb": "Skriftlig rutine for nedkjøling, lager og transport; temperaturen noteres hver dag.",
            "nn": "Skriftleg rutine for nedkjøling, lager og transport; temperaturen blir notert kvar dag.",
            "en": "A written routine for cooling, storage and transport; temperatures are noted each day.",
        },
        {
            "nb": "Avvik fører til at maten kastes eller rettes, og årsaken skrives ned.",
            "nn": "Avvik fører til at maten blir kasta eller retta, og årsaka blir skriven ned.",
            "en": "A deviation means that food is thrown away or put right, and its cause is written down.",
        },
        {
            "nb": "Hele kjeden logges, og prøver tas av noen utenfra gjennom et år med godt resultat.",
            "nn": "Heile kjeda blir logga, og nokon utanfrå tek prøver gjennom eit år med godt resultat.",
            "en": "The whole chain is logged, and tests taken from outside come out well for a year.",
        },
        {
            "nb": "Kunden ser loggen mens maten er på vei, og det dere lærer, deles med andre kjøkken.",
            "nn": "Kunden ser loggen medan maten er på veg, og det de lærer, blir delt med andre kjøkken.",
            "en": "The customer sees the log while the food is on its way, and what you learn is shared with other kitchens.",
        },
    ),
)

PROFILES = (
    Wanted(
        key="old food", buyer="trust", by="trust_editor", language="nb", ago=330, published=320, withdrawn=58,
        title="Mat til sengepostene", purpose="Første forsøk, laget før vi hadde målt svinnet.",
        asks=(
            Asks(code="HSE", level=3, weight=1, must=True, reason="Maten lages og kjøres ut av folk som løfter tungt hver dag."),
            Asks(code="QUA", level=4, weight=1, must=True, reason="Maten skal komme når pasienten er våken."),
            Asks(code="ENV", level=3, weight=1, must=True, reason="Vi vil ha ned svinnet."),
        ),
    ),
    Wanted(
        key="food", buyer="trust", by="trust_lead", language="nb", ago=66, published=56,
        title="Varm mat til sengepostene, og halvparten så mye matsvinn",
        purpose="286 senger på 14 poster. Vi kaster 412 gram per pasientdøgn og skal ned i 206 innen utgangen av 2028. Profilen viser "
        "hva en leverandør bør kunne for at det skal gå, og hva vi mener må være på plass før noen spiser maten.",
        asks=(
            Asks(code="HSE", level=3, weight=2, must=True,
                 reason="Storkjøkken og utkjøring gir brannskader og tunge løft. Vi vil ikke flytte skadene fra oss til dere."),
            Asks(code="QUA", level=3, weight=2, reason="Middagen må komme innenfor en halv time. Kommer den for sent, blir den kastet."),
            Asks(code="ENV", level=2, weight=3, reason="Målet er mindre svinn: den som ikke måler sitt eget, kan ikke hjelpe oss med vårt."),
            Asks(code="DIG", level=1, weight=1, reason="Vi tar bare imot EHF, og vil kunne endre bestillingen samme morgen."),
            Asks(code="INN", level=2, weight=2, reason="Vi har prøvd det vi kom på selv. Nå trenger vi forslag, og hva de koster."),
            Asks(code="LOC", level=2, weight=1, reason="Vi liker at unge får lære et kjøkkenfag der vi er, men det avgjør ingenting."),
            Asks(code="MATKJEDE", level=3, weight=3, must=True,
                 reason="Mange pasienter tåler ingen feil her. En rutine er ikke nok: vi må se hva dere gjør når noe går galt."),
        ),
    ),
    Wanted(
        key="rails", buyer="trust", by="trust_lead", language="nb", ago=44, published=40,
        title="Rekkverk, dører og håndtak på tre sengeposter i drift",
        purpose="Vi bygger om mens pasientene er der. Støy, støv og åpne dører er en risiko i seg selv, og det som monteres, skal "
        "bære en voksen som faller.",
        asks=(
            Asks(code="HSE", level=3, weight=3, must=True, reason="Dere arbeider to meter fra pasienter. Nestenulykker må meldes samme dag."),
            Asks(code="TEC", level=3, weight=3, must=True, reason="Rekkverket skal bære et fall, og dokumentasjonen skal ligge klar."),
            Asks(code="QUA", level=3, weight=2, reason="En post stenges fire timer om gangen. Da må alt passe første gang."),
            Asks(code="ENV", level=2, weight=1, reason="Vi skal rapportere avfall og transport for ombyggingen."),
            Asks(code="FIN", level=2, weight=1, reason="Oppdraget varer i sju måneder og betales i etterkant."),
            Asks(code="LOC", level=2, weight=1, reason="Lærlinger er velkomne på byggeplassen. Det gir ingen fordel foran andre."),
        ),
    ),
    Wanted(
        key="cleaning", buyer="fjordane", by="fjordane_lead", language="nn", ago=30, published=23,
        title="Reinhald i 41 bygg med mindre kjemikaliar og færre belastningsskadar",
        purpose="62 400 kvadratmeter, 58 reinhaldarar og eit sjukefråvær på 11,8 prosent. Profilen seier kva vi vil sjå hos den som skal "
        "gjere det betre saman med oss.",
        asks=(
            Asks(code="HSE", level=4, weight=3, must=True, reason="Halvparten av fråværet kjem av musklar og skjelett. Vi må sjå mål, og at innleigde er med."),
            Asks(code="ETH", level=3, weight=3, must=True, reason="Løn og arbeidsvilkår skal vere etter tariff, same kven som gjer jobben."),
            Asks(code="ENV", level=3, weight=2, reason="Vi vil halvere konsentratet. Då må nokon ha tal frå før."),
            Asks(code="QUA", level=2, weight=1, reason="Skular og omsorgssenter klagar til oss, og vi må kunne gje svar same dagen."),
            Asks(code="INN", level=2, weight=1, reason="Dei same rutene er vaska på same måten sidan 2009. Vi vil ha framlegg."),
            Asks(code="LOC", level=1, weight=1, reason="Fint om de veit kvar løn og innkjøp hamnar. Det tel lite og avgjer ingenting."),
        ),
    ),
    Wanted(
        key="falls", buyer="havndal", by="havndal_lead", language="nb", ago=14,
        title="Færre fall hjemme: målere, lys og håndtak",
        purpose="Utkast. Skal drøftes med hjemmetjenesten før det legges ut.",
        asks=(
            Asks(code="DIG", level=3, weight=2, must=True, reason="Målere på soverom er personopplysninger fra første dag."),
            Asks(code="INN", level=3, weight=2, reason="Vi vil betale for færre fall, ikke for flere målere."),
            Asks(code="TEC", level=2, weight=1, reason="Utstyret skal virke på steder uten god dekning."),
        ),
    ),
)  # fmt: skip

FOR_MEALS = "Utvikling fram mot dialogen om matsvinn"
FOR_RAILS = "Utvikling fram mot ombygginga av sengepostane"

SHARES = (
    Shown(firm="workshop", receiver="trust", name=FOR_RAILS, ago=38, until=325, with_plan=True,
          opened=((37, "trust_lead"), (35, "trust_editor"), (7, "trust_lead")),
          read=((37, "trust_lead", "weld"), (35, "trust_editor", "rounds"), (7, "trust_lead", "weld"), (7, "trust_lead", "insurance"))),
    Shown(firm="workshop", receiver="fjordane", name="Rekkverk i sju bygg", ago=44, until=120, purpose=DIALOGUE, withdrawn=9,
          opened=((43, "fjordane_lead"),), read=((43, "fjordane_lead", "reference"),)),
    Shown(firm="workshop", receiver="fjordogfjell", name="Til rådgjevaren vår", ago=200, until=-20, kind=SNAPSHOT,
          opened=((199, "interest_lead"),)),
    Shown(firm="cleaning", receiver="trust", name="Slik står det til hos oss", ago=26, until=200, opened=((20, "trust_lead"),)),
    Shown(firm="cleaning", receiver="fjordane", name="Reint hus: profilen vår", ago=18, until=160, purpose=DIALOGUE,
          opened=((17, "fjordane_lead"),), read=((17, "fjordane_lead", "iso45001"),)),
    Shown(firm="kitchen", receiver="trust", name=FOR_MEALS, ago=41, until=290, opened=((40, "trust_lead"), (33, "trust_editor")),
          read=((40, "trust_lead", "tests"), (33, "trust_editor", "waste"))),
    Shown(firm="kitchen", receiver="trust", name="Til konkurransen om varm mat", ago=6, until=180, kind=SNAPSHOT, purpose=COMPETITION,
          opened=((5, "trust_lead"),)),
    Shown(firm="seafood", receiver="trust", name=FOR_MEALS, ago=39, until=4, kind=SNAPSHOT, opened=((38, "trust_lead"),)),
    Shown(firm="textile", receiver="trust", name="Tekstiler til sykehus", ago=52, until=240,
          opened=((50, "trust_editor"),), read=((50, "trust_editor", "hygiene"),)),
    Shown(firm="textile", receiver="trust", name="Til konkurransen om tøy til tre sykehus", ago=11, until=150, kind=SNAPSHOT,
          purpose=COMPETITION),
    Shown(firm="data", receiver="trust", name="Where we stand, for the wards", ago=35, until=330, kind=SNAPSHOT,
          opened=((34, "trust_editor"),), read=((34, "trust_editor", "iso27001"),)),
    Shown(firm="medical", receiver="trust", name="Medisinsk utstyr, for utvikling", ago=29, until=300, opened=((24, "trust_lead"),),
          read=((24, "trust_lead", "iso13485"),)),
    Shown(firm="electro", receiver="trust", name="Lys og tavler", ago=22, until=90, kind=SNAPSHOT),
    Shown(firm="compost", receiver="trust", name="Det som blir til overs", ago=28, until=210, opened=((27, "trust_lead"),)),
    Shown(firm="joinery", receiver="trust", name="Dører og lister", ago=16, until=75, opened=((15, "trust_lead"),)),
)  # fmt: skip


def happenings(told: Told) -> Iterator[Happening]:
    yield Happening(days_ago=OWN_DIMENSION_AGO, hour=9, who="trust_lead", do=_add_dimension(told))
    for wanted in PROFILES:
        yield Happening(days_ago=wanted.ago, hour=10, who=wanted.by, do=_write(told, wanted))
        if wanted.published is not None:
            yield Happening(days_ago=wanted.published, hour=11, who=wanted.by, do=_publish(told, wanted))
        if wanted.withdrawn is not None:
            yield Happening(days_ago=wanted.withdrawn, hour=12, who=wanted.by, do=_withdraw_profile(told, wanted))
    for number, shown in enumerate(SHARES):
        key = f"share {number}"
        yield Happening(days_ago=shown.ago, hour=12, who=f"{shown.firm}_owner", do=_share(told, key, shown))
        for ago, who in shown.opened:
            yield Happening(days_ago=ago, hour=13, who=who, do=_look(told, key))
        for ago, who, paper in shown.read:
            yield Happening(days_ago=ago, hour=14, who=who, do=_read(told, shown, paper))
        if shown.withdrawn is not None:
            yield Happening(days_ago=shown.withdrawn, hour=15, who=f"{shown.firm}_owner", do=_withdraw_share(told, key))


def _add_dimension(told: Told) -> Callable[[Actor], object]:
    return lambda actor: add_dimension(told.world.organisations["trust"], OWN_DIMENSION, by=actor)


def _write(told: Told, wanted: Wanted) -> Callable[[Actor], None]:
    def write(actor: Actor) -> None:
        asks = tuple(
            RequirementDraft(code=a.code, level=a.level, weight=Decimal(a.weight), must=a.must, reason=a.reason)
            for a in wanted.asks
        )
        draft = ProfileDraft(title=wanted.title, purpose=wanted.purpose, language=wanted.language, requirements=asks)
        profile = services.create_profile(told.world.organisations[wanted.buyer], draft, by=actor)
        told.made[wanted.key] = profile.id

    return write


def _publish(told: Told, wanted: Wanted) -> Callable[[Actor], None]:
    def publish(actor: Actor) -> None:
        profile = queries.get_profile(told.made[wanted.key])
        services.publish_profile(profile, profile.version, by=actor)

    return publish


def _withdraw_profile(told: Told, wanted: Wanted) -> Callable[[Actor], None]:
    def withdraw(actor: Actor) -> None:
        profile = queries.get_profile(told.made[wanted.key])
        services.withdraw_profile(profile, profile.version, by=actor)

    return withdraw


def _share(told: Told, key: str, shown: Shown) -> Callable[[Actor], None]:
    def share(actor: Actor) -> None:
        draft = ShareDraft(
            receiver_id=told.number(shown.receiver),
            name=shown.name,
            kind=shown.kind,
            purpose=shown.purpose,
            until=told.day(shown.until),
            with_plan=shown.with_plan,
        )
        told.made[key] = services.share(told.world.organisations[shown.firm], draft, by=actor).id

    return share


def _look(told: Told, key: str) -> Callable[[Actor], None]:
    return lambda actor: services.note_opening(queries.get_share(told.made[key]), by=actor)


def _read(told: Told, shown: Shown, paper: str) -> Callable[[Actor], None]:
    def read(actor: Actor) -> None:
        evidence = evidence_queries.get_evidence(told.evidence[shown.firm, paper])
        note_document_opening(evidence, receiver_id=told.number(shown.receiver), by=actor)

    return read


def _withdraw_share(told: Told, key: str) -> Callable[[Actor], object]:
    return lambda actor: services.withdraw_share(queries.get_share(told.made[key]), by=actor)
