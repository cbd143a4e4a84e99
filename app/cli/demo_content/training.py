"""Who has learnt what in the demo's workshop, and a little of it in the firms around it. Everybody named is invented."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.blueprints.accounts.terms import Actor
from app.blueprints.internal_control import queries, services
from app.blueprints.internal_control.terms import Course, CrewDraft, RenewalDraft
from app.cli.demo_content.capability_story import Happening, Told
from app.core.db import db

RAGNHILD, PIOTR, GRO, JONAS, EWELINA, TOMASZ, SANDER, ARNE = (
    "Ragnhild Eide", "Piotr Zielinski", "Gro Hundeide", "Jonas Sætren", "Ewelina Nowak", "Tomasz Wrona", "Sander Hauge", "Arne Sunde",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Learnt:
    """A course that a crew took so many days ago, written down `ago` days ago. `until` counts forward from today.

    `renewed` is (ago, taken, until) of the first in the crew; `left` is how many days ago that person left.
    """

    firm: str = "workshop"
    who: str = "workshop_owner"
    course: Course
    crew: tuple[str, ...]
    taken: int
    until: int | None = None
    title: str = ""
    ago: int = 430
    evidence: str = ""
    renewed: tuple[int, int, int] | None = None
    left: int | None = None


TRAINING = (
    Learnt(course=Course.LEADERS_SAFETY, crew=(RAGNHILD,), taken=1480),
    Learnt(course=Course.REPRESENTATIVES_SAFETY, crew=(GRO,), taken=612),
    Learnt(course=Course.FIRST_AID, crew=(RAGNHILD, PIOTR, GRO), taken=698, until=32),
    Learnt(course=Course.FIRE, crew=(PIOTR, EWELINA), taken=210, until=155, ago=205),
    Learnt(course=Course.HOT_WORK, crew=(PIOTR,), taken=1311, until=515),
    Learnt(course=Course.HOT_WORK, crew=(TOMASZ,), taken=1840, until=-14),
    Learnt(course=Course.HOT_WORK, crew=(JONAS,), taken=1905, until=-79, renewed=(96, 100, 1726)),
    Learnt(course=Course.LIFTING, crew=(PIOTR, JONAS), taken=890),
    Learnt(course=Course.TRUCK, crew=(EWELINA, TOMASZ), taken=350, ago=345),
    Learnt(course=Course.WELDING, crew=(JONAS,), taken=520, until=575),
    Learnt(course=Course.WELDING, crew=(TOMASZ,), taken=1088, until=8),
    Learnt(course=Course.MACHINES, crew=(SANDER,), taken=58, ago=57),
    Learnt(course=Course.OTHER, title="Kantpressa, intern opplæring", crew=(JONAS, SANDER), taken=370, ago=365),
    Learnt(course=Course.WORK_AT_HEIGHT, crew=(ARNE,), taken=900, until=560, left=150),
    Learnt(firm="cleaning", who="cleaning_owner", course=Course.CHEMICALS, crew=("Amina Warsame", "Lena Strand", "Yusuf Ali", "Marta Kask"),
           taken=300, ago=240),
    Learnt(firm="cleaning", who="cleaning_owner", course=Course.FIRST_AID, crew=("Amina Warsame", "Lena Strand"), taken=745, until=-15, ago=240),
    Learnt(firm="kitchen", who="kitchen_owner", course=Course.FIRE, crew=("Bente Hauan", "Roar Lie", "Thu Trang Pham"), taken=180, until=185, ago=170),
    Learnt(firm="textile", who="textile_owner", course=Course.TRUCK, crew=("Wenche Bakkejord", "Ole Hansen"), taken=600, ago=170),
    Learnt(firm="compost", who="compost_owner", course=Course.MACHINES, crew=("Trude Vefsnmo", "Geir Olsen", "Ahmad Rahimi"), taken=400, ago=170),
)  # fmt: skip

Write = Callable[[Actor], object]


def happenings(told: Told) -> Iterator[Happening]:
    for number, learnt in enumerate(TRAINING):
        key = f"training {number}"
        yield Happening(days_ago=learnt.ago, hour=13, who=learnt.who, do=_add(told, key, learnt))
        if learnt.renewed:
            yield Happening(days_ago=learnt.renewed[0], hour=13, who=learnt.who, do=_renew(told, key, learnt.renewed))
        if learnt.left is not None:
            yield Happening(days_ago=learnt.left, hour=13, who=learnt.who, do=_leave(told, key))


def _add(told: Told, key: str, learnt: Learnt) -> Write:
    def add(actor: Actor) -> None:
        draft = CrewDraft(
            course=learnt.course,
            title=learnt.title,
            holders=learnt.crew,
            completed_on=told.day(-learnt.taken),
            expires_on=None if learnt.until is None else told.day(learnt.until),
        )
        added = services.add_training(told.world.organisations[learnt.firm], draft, by=actor)
        db.session.flush()
        told.made[key] = added[0].id

    return add


def _renew(told: Told, key: str, renewed: tuple[int, int, int]) -> Write:
    _ago, taken, until = renewed

    def renew(actor: Actor) -> None:
        training = queries.get_training(told.made[key])
        draft = RenewalDraft(completed_on=told.day(-taken), expires_on=told.day(until), version=training.version)
        services.renew_training(training, draft, by=actor)

    return renew


def _leave(told: Told, key: str) -> Write:
    def leave(actor: Actor) -> None:
        training = queries.get_training(told.made[key])
        services.end_training(training, training.version, everything=True, by=actor)

    return leave
