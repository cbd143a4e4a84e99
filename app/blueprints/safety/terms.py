"""The room's vocabulary: months, kinds of event, fixed wordings, and what comes in through a door."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple, Self


class Month(NamedTuple):
    """A calendar month; sorts by time."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    def plus(self, months: int) -> Self:
        """The month so many months later (earlier when negative)."""
        index = self.year * 12 + self.month - 1 + months
        return type(self)(index // 12, index % 12 + 1)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, self.days)

    @property
    def days(self) -> int:
        return monthrange(self.year, self.month)[1]


class Window(NamedTuple):
    """Whole calendar months, both ends included."""

    first: Month
    last: Month

    @classmethod
    def ending(cls, last: Month, months: int) -> Self:
        return cls(last.plus(1 - months), last)

    def before(self) -> Self:
        """The window of the same length that ends where this one begins."""
        return type(self)(self.first.plus(-len(self.months)), self.first.plus(-1))

    @property
    def months(self) -> list[Month]:
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        return [self.first.plus(n) for n in range(count)]


class EventKind(StrEnum):
    """Mildest first. The order is the order in every list and form."""

    NEAR_MISS = "near_miss"
    FIRST_AID = "first_aid"
    MEDICAL_TREATMENT = "medical_treatment"
    RESTRICTED_WORK = "restricted_work"
    LOST_TIME = "lost_time"
    FATALITY = "fatality"


INJURIES = tuple(kind for kind in EventKind if kind is not EventKind.NEAR_MISS)


class Indicator(StrEnum):
    """H1: injuries with absence (LTIFR). H2: every recordable injury (TRIFR); first aid is in neither."""

    H1 = "h1"
    H2 = "h2"


COUNTED: dict[Indicator, frozenset[EventKind]] = {
    Indicator.H1: frozenset({EventKind.LOST_TIME, EventKind.FATALITY}),
    Indicator.H2: frozenset(
        {EventKind.MEDICAL_TREATMENT, EventKind.RESTRICTED_WORK, EventKind.LOST_TIME, EventKind.FATALITY}
    ),
}


class Relation(StrEnum):
    """Whose worker was hurt. Hours cover own and hired-in people, so only their injuries enter a rate."""

    OWN = "own"
    HIRED_IN = "hired_in"
    OTHER = "other"


IN_THE_HOURS = frozenset({Relation.OWN, Relation.HIRED_IN})


class Basis(StrEnum):
    """Where the hours come from."""

    MEASURED = "measured"
    ESTIMATED = "estimated"


class Wording(StrEnum):
    """The only five things that may be said when two rates are compared."""

    TOO_LITTLE = "too_little"
    LOWER_CHANCE = "lower_chance"
    LOWER_SUPPORTED = "lower_supported"
    HIGHER_CHANCE = "higher_chance"
    HIGHER_SUPPORTED = "higher_supported"


class Method(StrEnum):
    """How an interval is computed: Garwood's exact one is the default."""

    EXACT = "exact"
    MID_P = "mid_p"


ANSWER_WITHIN_DAYS = 14
"""A near miss that has waited longer for an answer is shown as waiting too long (the house's own rule)."""


@dataclass(frozen=True, kw_only=True)
class HoursDraft:
    year: int
    month: int
    own: Decimal
    hired_in: Decimal
    basis: Basis
    headcount: int | None = None
    version: int | None = None

    @property
    def period(self) -> Month:
        return Month(self.year, self.month)


@dataclass(frozen=True, kw_only=True)
class EventDraft:
    kind: EventKind
    happened_on: date
    happened_at: time | None = None
    place: str
    activity: str = ""
    what: str
    immediate: str = ""
    lost_days: int | None = None
    serious: bool = False
    relation: Relation | None = None
    version: int | None = None


@dataclass(frozen=True)
class Duty:
    """Whom the law asks to be told: a dated row, shown as guidance with its source."""

    code: str
    law: str
    source: str
    valid_from: date
    checked_on: date
