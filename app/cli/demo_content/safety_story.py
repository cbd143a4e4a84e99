"""What a firm of the demo has lived through: near misses, injuries, hours. Days are counted back from today."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from app.blueprints.safety.terms import Basis, EventKind, Mechanism, Relation

POOL_FROM = (3, 10)
"""From this month and day on, the pools of the year before have been issued: on the first Monday of March, or the next."""
HOURS_KNOWN = (1, 20)
"""By this month and day a firm of the demo has reported every month of the year before."""


class Near(NamedTuple):
    """A near miss. `ago` is None where the days of a firm are spread evenly; `answer` "" where nobody has answered.

    `told` is how it came: "office", "worker" or "other worker" under her name, "nameless" from a worker's page, "poster",
    "signed" at a poster.
    """

    what: str
    place: str
    answer: str
    ago: int | None = None
    told: str = "office"
    lang: str = "nn"
    site: str = ""
    key: str = ""


class Hurt(NamedTuple):
    """`month` counts back from last month (0); `ago`, where it is given, counts days instead."""

    month: int
    kind: EventKind
    what: str
    place: str
    activity: str
    immediate: str
    lost_days: int | None = None
    relation: Relation = Relation.OWN
    ago: int | None = None
    name: str = ""
    serious: bool = False
    mechanism: Mechanism | None = None
    key: str = ""


class Yearly(NamedTuple):
    """An injury on a day (month, day) of the calendar year that pools were last made of, whenever the demo is made."""

    day: tuple[int, int]
    hurt: Hurt


class Place(NamedTuple):
    """A site, and its share of the firm's hours. What is left was worked elsewhere."""

    key: str
    name: str
    address: str
    share: float


@dataclass(frozen=True, kw_only=True)
class Story:
    """A firm's years. `people` as full positions; `hired` the share of hours worked by hired-in people.

    `silent` are months without hours, counted back from last month; `since` so many months back it began. `sick` is the
    share of day's-work lost. `whole_years` goes back to the January of the year before the one that pools were made of.
    """

    by: str
    people: float
    answers: str = ""  # who answers near misses, if somebody else
    hired: float = 0
    basis: Basis = Basis.MEASURED
    near: tuple[Near, ...] = ()
    hurt: tuple[Hurt, ...] = ()
    yearly: tuple[Yearly, ...] = ()
    silent: frozenset[int] = field(default_factory=frozenset)
    since: int | None = None
    sick: float = 0.05
    sites: tuple[Place, ...] = ()
    whole_years: bool = False


def pool_year(today: date) -> int:
    """The newest calendar year of which pools have been issued."""
    return today.year - (1 if (today.month, today.day) >= POOL_FROM else 2)


def pool_day(year: int) -> date:
    """The Monday on which the pools of a year are issued."""
    first = date(year + 1, 3, 1)
    return first + timedelta(days=-first.weekday() % 7)


def after_the_year(today: date, ago: int, least: int) -> int:
    """`ago` days ago, or as long after the hours of the pools' year were known as there has been time for.

    `least` orders what would otherwise fall on one day, soon after the year was over.
    """
    known = date(pool_year(today) + 1, *HOURS_KNOWN)
    return min(ago, (today - known).days - least)
