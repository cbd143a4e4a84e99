"""Where a dozen suppliers say they stand; and, day by day, all that happened to their levels, plans and documents.

An assessment is (days ago, levels, goals): a digit a dimension in the framework's order, "." for not answered or no goal.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.blueprints.accounts.terms import Actor
from app.blueprints.capability import queries, services
from app.blueprints.capability.terms import DEFAULT_FRAMEWORK, AnswerDraft, own_code
from app.blueprints.improvement.services import remind_firm
from app.cli.demo_content import capability_reviews, evidence, improvement_plans, improvement_requests, requirements
from app.cli.demo_content.capability_story import Happening, Told, tell
from app.cli.demo_content.world import World
from app.core.clock import today
from app.core.db import acting_for, unit_of_work

Assessed = tuple[int, str, str]


@dataclass(frozen=True, kw_only=True)
class Firm:
    """`own` are its assessments of dimensions that a buyer has added: (buyer, the assessment)."""

    owner: str
    assessments: tuple[Assessed, ...]
    own: tuple[tuple[str, Assessed], ...] = ()
    notes: dict[str, str] = field(default_factory=dict)


# The dimensions: HSE QUA ENV ETH TEC DIG FIN BID INN LOC
FIRMS = {
    "workshop": Firm(
        owner="workshop_owner",
        assessments=((705, "1201202012", "3322313123"), (410, "2211313123", "4332424334"), (54, "3311323124", "4432424345")),
        notes={
            "HSE": "Piotr tek vernerunda kvar fredag. Innleigde er ikkje med enno.",
            "ENV": "Vi veit at drivstoff og kapp er det største, men har ikkje tal.",
            "BID": "Har følgt med på kunngjeringar sidan i fjor, har aldri svart.",
            "LOC": "To lærlingar i sveis, og éin på arbeidstrening.",
        },
    ),
    "cleaning": Firm(
        owner="cleaning_owner",
        assessments=((380, "3323224422", "4434334433"), (33, "4334334433", "5445444444")),
        notes={
            "HSE": "Nestenulykker meldes på telefonen, og alle får svar innen en uke.",
            "ETH": "Lønnskontroll hvert kvartal. Tillitsvalgt er med.",
        },
    ),
    "electro": Firm(
        owner="electro_owner",
        assessments=((120, "2212323012", "3323433233"),),
        notes={"TEC": "Alt er dokumentert i samsvarserklæringa, men sporing av delar manglar."},
    ),
    "kitchen": Firm(
        owner="kitchen_owner",
        assessments=((75, "3423333323", "4444334343"),),
        own=(("trust", (68, "4", "5")),),
        notes={
            "ENV": "Vi veier matsvinn hver dag, men har ikke regnet det om til klima.",
            "INN": "Har prøvd mindre porsjoner på to sykehjem.",
        },
    ),
    "seafood": Firm(
        owner="seafood_owner",
        assessments=((210, "2313322213", "3424333323"),),
        own=(("trust", (42, "3", "4")),),
    ),
    "textile": Firm(
        owner="textile_owner",
        assessments=((160, "3344343424", "4445444435"),),
        notes={"ENV": "Vann og energi per kilo tøy er målt siden 2021."},
    ),
    "canteen": Firm(
        owner="canteen_owner",
        assessments=((12, "221.......", "33........"),),
    ),
    "compost": Firm(
        owner="compost_owner",
        assessments=((95, "3353322343", "4453433444"),),
    ),
    "data": Firm(
        owner="data_owner",
        assessments=((140, "1322453151", "2433554352"),),
        notes={
            "HSE": "We are seven people at desks. We have never written anything down.",
            "INN": "Two pilots with wards, with effect measured before and after.",
        },
    ),
    "joinery": Firm(
        owner="joinery_owner",
        assessments=((300, "2221213123", "3322323234"), (20, "3222.2....", "3333.3....")),
        notes={"HSE": "Avsuget er skift ut. Støy er målt."},
    ),
    "medical": Firm(
        owner="medical_owner",
        assessments=((60, "2433544431", "3444555442"),),
    ),
    "transport": Firm(
        owner="transport_owner",
        assessments=((5, "21...2....", "3....3...."),),
    ),
}  # fmt: skip


def seed(world: World) -> None:
    """All that those rooms have to tell, in the order in which it happened; then what the last night found."""
    told = Told(world=world)
    tellers = (capability_reviews, evidence, improvement_plans, improvement_requests, requirements)
    tell(told, [*happenings(told), *(each for teller in tellers for each in teller.happenings(told))])
    for name in FIRMS:
        number = told.number(name)
        with unit_of_work(acting_for(number)):
            services.note_calendar(number)
            services.remind_of_endorsements([number], today())
        remind_firm(number)


def happenings(told: Told) -> Iterator[Happening]:
    for name, firm in FIRMS.items():
        for index, assessed in enumerate(firm.assessments):
            notes = firm.notes if index == len(firm.assessments) - 1 else {}
            do = _assess(told, name, assessed, notes)
            yield Happening(days_ago=assessed[0], hour=9, who=firm.owner, do=do)
        for buyer, assessed in firm.own:
            do = _assess(told, name, assessed, {}, buyer)
            yield Happening(days_ago=assessed[0], hour=9, who=firm.owner, do=do)


def _assess(
    told: Told, name: str, assessed: Assessed, notes: dict[str, str], buyer: str | None = None
) -> Callable[[Actor], None]:
    """One assessment, handed in the same day when nothing is left open."""
    _days_ago, levels, goals = assessed

    def assess(actor: Actor) -> None:
        code = own_code(told.number(buyer)) if buyer else DEFAULT_FRAMEWORK
        started = services.start_assessment(told.world.organisations[name], by=actor, code=code)
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

    return assess
