"""Thirds of a year: the only periods that the public account is made for.

They follow each other without a gap and never overlap, and only those that are over are accounted for. Two accounts
therefore never share a day, and nothing can be had by taking one from the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import total_ordering

from app.core.clock import OSLO

MONTHS = 4


@total_ordering
@dataclass(frozen=True, slots=True)
class Third:
    """`number` 1 is January to April, 2 May to August, 3 September to December."""

    year: int
    number: int

    @property
    def key(self) -> str:
        """As in addresses: 2026-1."""
        return f"{self.year}-{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, MONTHS * (self.number - 1) + 1, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> "Third":
        return Third(self.year + 1, 1) if self.number == 12 // MONTHS else Third(self.year, self.number + 1)

    def __lt__(self, other: "Third") -> bool:
        return (self.year, self.number) < (other.year, other.number)

    def __str__(self) -> str:
        return self.key


def third_of(day: date) -> Third:
    return Third(day.year, (day.month - 1) // MONTHS + 1)


def finished(since: date, today: date) -> Iterator[Third]:
    """The thirds that are over, from the one that `since` lies in, oldest first."""
    third = third_of(since)
    while third.last < today:
        yield third
        third = third.next


def read_key(key: str) -> Third | None:
    """The third of "2026-1"; None for anything else."""
    year, _, number = key.partition("-")
    plain = key.isascii() and len(year) == 4 and year.isdecimal() and number in ("1", "2", "3")
    return Third(int(year), int(number)) if plain and 1900 <= int(year) < date.max.year else None


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """From when until when (not included) the days from `first` to `last`, both included, are: days in Norway."""
    return _midnight(first), _midnight(last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), OSLO)
