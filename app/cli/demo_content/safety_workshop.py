"""Three calendar years of the demo's workshop: its two sites, whoever was hurt, why, and what came of it. All is invented."""

from dataclasses import dataclass
from typing import NamedTuple

from app.blueprints.safety.terms import EventKind, Measure, Mechanism, Relation
from app.cli.demo_content.safety_near import NEAR, STORE
from app.cli.demo_content.safety_story import Hurt, Place, Story

AID, TREATED, ABSENT = EventKind.FIRST_AID, EventKind.MEDICAL_TREATMENT, EventKind.LOST_TIME
HALL = "hall"
POSTERS = ((HALL, "Hall 1"), (HALL, "Hall 2"))
POSTERS_AGO = 400
PRESSED, FELL = "pressed", "fell"

# fmt: off
WORKSHOP = Story(
    by="workshop_editor", answers="workshop_owner", people=13.2, hired=0.08, silent=frozenset({0}), sick=0.047, whole_years=True,
    sites=(
        Place(HALL, "Verkstaden", "Sjøgata 14, Nordfjordeid", 0.74),
        Place(STORE, "Lager og lakk", "Hjellevegen 3, Nordfjordeid", 0.16),
    ),
    near=NEAR,
    hurt=(
        Hurt(0, AID, "Metallspon i auget, skylt ut på staden.", "Slipebåsen", "Sliping av sveis", "Auget blei skylt i femten minutt.", ago=640, mechanism=Mechanism.STRUCK),
        Hurt(0, ABSENT, "Fekk handa klemd mellom plate og anslag då pressa gjekk ned.", "Kantpressa", "Knekking av plater", "Pressa blei stoppa, og han blei køyrd til legevakta.",
             ago=505, name="Tomasz Wrona", mechanism=Mechanism.CAUGHT, key=PRESSED),
        Hurt(0, TREATED, "Kutta seg på ein skarp plateskant. Sydd på legevakta.", "Hall 1", "Flytting av plater", "Såret blei reinsa og kanten slipt ned.", None, Relation.HIRED_IN,
             ago=345, mechanism=Mechanism.CUT),
        Hurt(0, AID, "Brannsår på underarmen etter sprut.", "Sveisebås 1", "Sveising", "Kjølt med vatn i tjue minutt.", ago=190, mechanism=Mechanism.HEAT_OR_FIRE),
        Hurt(0, ABSENT, "Fall om lag to meter då stigen glei under montering av rekkverk. Henta av ambulanse.", "Hos kunde, trappegang aust", "Montering av rekkverk",
             "Arbeidet blei stoppa, og trappegangen sperra til politiet hadde vore der.", ago=104, name="Leif Myklebust", serious=True,
             mechanism=Mechanism.FALL_FROM_HEIGHT, key=FELL),
    ),
)


class Told(NamedTuple):
    """Who was told, of what the law asks for; so many days after, at that hour."""

    duty: str
    after: int
    hour: int
    by: str


@dataclass(frozen=True, kw_only=True)
class Seen:
    """Somebody else looks whether a measure worked, so many days after the event. Not `well`: it goes on to `due`."""

    after: int
    by: str
    how: str
    seen: str
    well: bool = True
    due: int = 0


@dataclass(frozen=True, kw_only=True)
class Done:
    """A measure. Every day is counted from the event."""

    measure: Measure
    what: str
    who: str
    planned: int
    due: int
    details: str = ""
    done: int | None = None
    outcome: str = ""
    seen: Seen | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """What an investigation had found, so many days after the event."""

    after: int
    by: str
    course: str = ""
    direct: str = ""
    underlying: str = ""
    learning: str = ""
    took_part: str = ""
    with_representative: bool = False
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class After:
    """What came after an event. `days` are (days after, days of absence so far); `remarks` (days after, who, what)."""

    told: tuple[Told, ...] = ()
    days: tuple[tuple[int, int], ...] = ()
    found: tuple[Found, ...] = ()
    measures: tuple[Done, ...] = ()
    remarks: tuple[tuple[int, str, str], ...] = ()


IMMEDIATE, LASTING = Measure.IMMEDIATE, Measure.LASTING

AFTER = {
    PRESSED: After(
        days=((6, 6), (20, 12)),
        found=(
            Found(after=3, by="workshop_editor", course="Han la emnet til rette med venstre hand. Pressa gjekk ned då han kom borti pedalen."),
            Found(
                after=34, by="workshop_editor",
                course="Han la emnet til rette med venstre hand. Ein annan rekte han neste plate, og han flytta foten for å ta imot. Pedalen "
                "låg der foten kom ned. Pressa gjekk eitt slag.",
                direct="Pedalen låg laus på golvet, utan deksel. Handa var innanfor verktøyet.",
                underlying="Pedalen blir flytta kvar gong det blir skifta emne, og dekselet blei teke av fordi det var i vegen. Ingen hadde sagt at det skulle på att. "
                "Opplæringa i pressa var gjeven av den som stod der før, og var ulik frå gong til gong.",
                learning="Eit vern som er i vegen, blir teke av. Neste gong kjøper vi det saman med dei som skal bruke det.",
                took_part="Arbeidsleiar, verneombod, to operatørar", with_representative=True, closed=True,
            ),
        ),
        measures=(
            Done(
                measure=IMMEDIATE, what="Skru fast pedalen og set dekselet på att", who="workshop_editor", planned=0, due=3, done=1,
                outcome="Pedalen er bolta fast, og dekselet er sveisa til han.",
                seen=Seen(after=16, by="workshop_representative", how="Sett på ti emne og snakka med tre som køyrer pressa", seen="Pedalen står. Ingen har teke av dekselet."),
            ),
            Done(
                measure=LASTING, what="Monter lysgitter framfor verktøyet på kantpressa", who="workshop_editor", planned=34, due=90, done=72,
                details="Leverandøren har pakke som passar. Spør operatørane kor høgt det skal stå.",
                outcome="Lysgitteret er montert og prøvd. Pressa stoppar når ei hand bryt strålen.",
                seen=Seen(after=100, by="workshop_representative", how="Prøvd med ein pinne på tjue emne, små og store", seen="Stoppar kvar gong. Operatørane seier det ikkje er i vegen."),
            ),
        ),
        remarks=(
            (35, "workshop_representative", "Eg var med heile vegen og er samd i det som står. Det viktige er at dei som køyrer pressa, valde kor lysgitteret skulle stå."),
        ),
    ),
    FELL: After(
        told=(
            Told("labour_inspection", 0, 13, "Dagleg leiar, på telefon"),
            Told("police", 0, 12, "Arbeidsleiar"),
            Told("safety_representative", 1, 14, "Dagleg leiar"),
        ),
        days=((14, 14), (30, 29)),
        found=(
            Found(
                after=4, by="workshop_editor",
                course="To mann monterte rekkverk i ein trappegang. Han stod på stige fordi stillaset var flytta til neste etasje. Stigen glei på nyvaska flis.",
                took_part="Arbeidsleiar, verneombod, den som var på jobb saman med han", with_representative=True,
            ),
            Found(
                after=26, by="workshop_editor",
                course="To mann monterte rekkverk i ein trappegang. Han stod på stige fordi stillaset var flytta til neste etasje. Stigen glei på nyvaska flis.",
                direct="Stige i staden for stillas. Våt flis. Ingen heldt stigen.",
                took_part="Arbeidsleiar, verneombod, den som var på jobb saman med han", with_representative=True,
            ),
        ),
        measures=(
            Done(
                measure=IMMEDIATE, what="Ingen bruk av stige hos kunde før ny sikker-jobb-analyse er skriven", who="workshop_owner", planned=0, due=2, done=1,
                outcome="Alle på oppdrag har fått melding, og stigane er henta heim.",
                seen=Seen(after=14, by="workshop_representative", how="Ringt til dei to som var ute, og sett i bilane", seen="Ingen stigar i bilane. Begge hadde skrive analyse."),
            ),
            Done(
                measure=LASTING, what="Tinge rullestillas til kvart monteringsoppdrag", who="workshop_editor", planned=12, due=40, done=36,
                details="Skal stå på ordrekortet, slik at kontoret tingar det når ordren kjem inn.",
                outcome="Punktet er lagt inn på ordrekortet.",
                seen=Seen(
                    after=58, by="workshop_representative", how="Gått gjennom dei fem siste oppdraga",
                    seen="På to av fem var det ikkje tinga. Kortet blei fylt ut etter at dei hadde reist.", well=False, due=130,
                ),
            ),
        ),
        remarks=(
            (5, "workshop_representative", "Vi har sagt frå om stigar før, sjå meldingane frå lageret og frå hall 2. Eg ber om at det blir skrive at tid og bilplass avgjer kva som blir med på jobb."),
            (6, "workshop_owner", "Du har rett. Det skal stå under bakanforliggjande årsaker når granskinga blir lukka."),
        ),
    ),
}
# Of a whole calendar year, so many days ago: that of the pools.
YEAR_REMARKS = (
    (46, "workshop_representative", "Tala for året stemmer med det eg har sett. Vi melde meir etter at plakatane kom opp, og det er ikkje fordi det blei farlegare."),
)
