"""Calendar quarters, and shares of months added up to them."""

from collections.abc import Mapping
from typing import NamedTuple, Self

from app.blueprints.safety.terms import Month, Share, Window


class Quarter(NamedTuple):
    """A calendar quarter: 1 is January to March. Sorts by time."""

    year: int
    number: int

    @classmethod
    def of(cls, month: Month) -> Self:
        return cls(month.year, (month.month + 2) // 3)

    @property
    def window(self) -> Window:
        first = Month(self.year, 3 * self.number - 2)
        return Window(first, first.plus(2))


def quarters_ending(last: Month, count: int) -> list[Quarter]:
    """So many quarters, oldest first, the last being the one that `last` lies in."""
    return [Quarter.of(last.plus(-3 * back)) for back in reversed(range(count))]


def in_quarter(shares: Mapping[Month, Share], quarter: Quarter) -> Share:
    """The shares of the quarter's months, added: part to part and whole to whole."""
    found = [shares.get(month, Share(0, 0)) for month in quarter.window.months]
    return Share(sum(one.part for one in found), sum(one.whole for one in found))
