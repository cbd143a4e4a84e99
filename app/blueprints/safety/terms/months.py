"""Calendar months, and windows of whole ones."""

from calendar import monthrange
from datetime import date
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
