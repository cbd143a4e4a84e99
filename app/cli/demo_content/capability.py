"""Where a dozen suppliers say they stand, and what they have decided to do. Some are far on, some have just begun.

An assessment is (days ago, levels, goals): a digit a dimension in the framework's order, "." for not answered or no goal.
A plan's line is (days ago, due so many days later, dimension, who sees to it, what, how it ended and what came of it).
"""

from dataclasses import dataclass, field
from datetime import timedelta

from app.blueprints.capability import queries, services
from app.blueprints.capability.terms import SUBJECT_KIND, AnswerDraft
from app.blueprints.improvement.services import add_action, finish_action
from app.blueprints.improvement.terms import ActionDraft, ActionStatus, FinishDraft
from app.cli.demo_content.world import World
from app.core.clock import today

Line = tuple[int, int, str, str, str, tuple[str, int, str] | None]


@dataclass(frozen=True, kw_only=True)
class Firm:
    owner: str
    assessments: tuple[tuple[int, str, str], ...]
    notes: dict[str, str] = field(default_factory=dict)
    plan: tuple[Line, ...] = ()


# The dimensions: HSE QUA ENV ETH TEC DIG FIN BID INN LOC
FIRMS = {
    "workshop": Firm(
        owner="workshop_owner",
        assessments=((410, "2211313123", "4332424334"), (54, "3311323124", "4432424345")),
        notes={
            "HSE": "Piotr tek vernerunda kvar fredag. Innleigde er ikkje med enno.",
            "ENV": "Vi veit at drivstoff og kapp er det største, men har ikkje tal.",
            "BID": "Har følgt med på kunngjeringar sidan i fjor, har aldri svart.",
            "LOC": "To lærlingar i sveis, og éin på arbeidstrening.",
        },
        plan=(
            (400, 120, "HSE", "workshop_editor", "Skriv risikovurdering for kvar arbeidsstasjon saman med dei som står der",
             ("done", 70, "Elleve stasjonar er vurderte. Slipinga fekk avsug.")),
            (390, 200, "QUA", "workshop_owner", "Før avvik i éi liste, med årsak og kven som rettar",
             ("done", 180, "23 avvik på eit halvår. Seks hadde same årsak, og den er borte.")),
            (52, 40, "ENV", "workshop_reader", "Finn ut kor mykje drivstoff, straum og kapp vi brukte i fjor", None),
            (52, 110, "BID", "workshop_owner", "Lag ein bedriftsprofil på to sider, med referansar og kapasitet", None),
            (50, 150, "HSE", "workshop_editor", "Ta dei innleigde med i vernerunda og i avviksmeldinga", None),
            (50, 30, "DIG", "workshop_owner", "Kjøp eige system for tilbod og ordre",
             ("dropped", 25, "For dyrt no. Rekneskapssystemet sender e-faktura og held eit år til.")),
        ),
    ),
    "cleaning": Firm(
        owner="cleaning_owner",
        assessments=((380, "3323224422", "4434334433"), (33, "4334334433", "5445444444")),
        notes={
            "HSE": "Nestenulykker meldes på telefonen, og alle får svar innen en uke.",
            "ETH": "Lønnskontroll hvert kvartal. Tillitsvalgt er med.",
        },
        plan=(
            (370, 160, "ETH", "cleaning_owner", "Få på plass årlig gjennomgang av lønn mot allmenngjort tariff",
             ("done", 140, "Gjennomført med tillitsvalgt. To timelister ble rettet og etterbetalt.")),
            (30, 120, "INN", "cleaning_editor", "Test robot for store gulv i samråd med én kunde", None),
            (30, 60, "ENV", "cleaning_owner", "Bytt ut de tre mest brukte kjemikaliene", None),
        ),
    ),
    "electro": Firm(
        owner="electro_owner",
        assessments=((120, "2212323012", "3323433233"),),
        notes={"TEC": "Alt er dokumentert i samsvarserklæringa, men sporing av delar manglar."},
        plan=(
            (115, 60, "BID", "electro_owner", "Meld oss på varsel om kunngjeringar i Møre og Romsdal",
             ("done", 20, "Får varsel kvar måndag.")),
            (110, 90, "HSE", "electro_owner", "Øv på straumulykke med heile laget", None),
        ),
    ),
    "kitchen": Firm(
        owner="kitchen_owner",
        assessments=((75, "3423333323", "4444334343"),),
        notes={
            "ENV": "Vi veier matsvinn hver dag, men har ikke regnet det om til klima.",
            "INN": "Har prøvd mindre porsjoner på to sykehjem.",
        },
        plan=(
            (70, 100, "ENV", "kitchen_owner", "Regn om matsvinnet til kilo per porsjon og vis det til kunden hver måned", None),
            (70, 45, "QUA", "kitchen_owner", "Mål hvor ofte leveransen kommer innenfor avtalt halvtime",
             ("done", 40, "96 prosent i oktober.")),
        ),
    ),
    "seafood": Firm(
        owner="seafood_owner",
        assessments=((210, "2313322213", "3424333323"),),
        plan=((200, 90, "DIG", "seafood_owner", "Sett opp sikkerhetskopi som er prøvd, ikke bare bestilt", None),),
    ),
    "textile": Firm(
        owner="textile_owner",
        assessments=((160, "3344343424", "4445444435"),),
        notes={"ENV": "Vann og energi per kilo tøy er målt siden 2021."},
        plan=((150, 240, "ENV", "textile_owner", "Gjenvinn varme fra vaskevannet i linje 2", None),),
    ),
    "canteen": Firm(
        owner="canteen_owner",
        assessments=((12, "221.......", "33........"),),
    ),
    "compost": Firm(
        owner="compost_owner",
        assessments=((95, "3353322343", "4453433444"),),
        plan=((90, 75, "TEC", "compost_owner", "Bestill laboratorieprøver av kompost hvert kvartal", None),),
    ),
    "data": Firm(
        owner="data_owner",
        assessments=((140, "1322453151", "2433554352"),),
        notes={
            "HSE": "We are seven people at desks. We have never written anything down.",
            "INN": "Two pilots with wards, with effect measured before and after.",
        },
        plan=(
            (135, 50, "HSE", "data_owner", "Write a short risk assessment of desk work, travel and work alone",
             ("done", 44, "Two pages. We found that nobody knew where the first-aid kit was.")),
            (130, 200, "BID", "data_owner", "Submit one valid tender, alone or with a larger firm", None),
        ),
    ),
    "joinery": Firm(
        owner="joinery_owner",
        assessments=((300, "2221213123", "3322323234"), (20, "3222.2....", "3333.3....")),
        notes={"HSE": "Avsuget er skift ut. Støy er målt."},
        plan=((280, 150, "HSE", "joinery_owner", "Mål støy ved kappsaga, og finn hørselvern som folk vil bruke",
               ("done", 130, "Under grensa med nytt blad.")),),
    ),
    "medical": Firm(
        owner="medical_owner",
        assessments=((60, "2433544431", "3444555442"),),
        plan=((55, 120, "LOC", "medical_owner", "Ta inn én lærling i logistikk i samarbeid med opplæringskontoret", None),),
    ),
    "transport": Firm(
        owner="transport_owner",
        assessments=((5, "21...2....", "3....3...."),),
    ),
}  # fmt: skip


def seed(world: World) -> None:
    for name, firm in FIRMS.items():
        for index, (days_ago, levels, goals) in enumerate(firm.assessments):
            newest = index == len(firm.assessments) - 1
            assess(world, name, firm, days_ago, levels, goals, notes=firm.notes if newest else {})
        for line in firm.plan:
            put_on_plan(world, name, firm, line)


def assess(
    world: World, name: str, firm: Firm, days_ago: int, levels: str, goals: str, *, notes: dict[str, str]
) -> None:
    """One assessment, handed in the same day when nothing is left open."""
    with world.acting_as(firm.owner, days_ago=days_ago) as actor:
        started = services.start_assessment(world.organisations[name], by=actor)
        assessment = queries.get_assessment(started.id)
        for dimension, level, goal in zip(assessment.framework.dimensions, levels, goals, strict=True):
            answer = services.answer_in(assessment, dimension.code)
            if answer is None or level == ".":
                continue
            draft = AnswerDraft(
                claimed=int(level),
                goal=None if goal == "." else max(int(level), int(goal)),
                note=notes.get(dimension.code, ""),
                version=answer.version,
            )
            services.answer_dimension(assessment, answer, draft, by=actor)
        if "." not in levels:
            services.submit_assessment(assessment, by=actor)


def put_on_plan(world: World, name: str, firm: Firm, line: Line) -> None:
    """One action; one that has ended was finished so many days after it was planned."""
    days_ago, due, code, who, title, ended = line
    with world.acting_as(firm.owner, days_ago=days_ago) as actor:
        draft = ActionDraft(
            title=title,
            owner_id=world.people[who].id,
            due_on=today() + timedelta(days=due),
            subject=f"{SUBJECT_KIND}:{code}",
        )
        action = add_action(world.organisations[name], draft, by=actor)
    if ended:
        status, after, outcome = ended
        with world.acting_as(who, days_ago=days_ago - after, hour=14) as actor:
            finish = FinishDraft(status=ActionStatus(status), outcome=outcome, version=action.version)
            finish_action(action, finish, by=actor)
