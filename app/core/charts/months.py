"""An axis of days: where a day lies, and which months get a name."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from babel import dates

from app.core.charts.marks import LOCALES, line, text

STEPS = (1, 2, 3, 6, 12)


def month_of(day: date) -> date:
    return day.replace(day=1)


def later(month: date, count: int) -> date:
    """The first of the month `count` months after `month`."""
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


class Months(NamedTuple):
    """Days from the first of one month to the first of another, laid out from `left` to `right`."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def around(cls, days: list[date], left: float, right: float) -> "Months":
        """The whole months that hold all of `days` (one or more)."""
        return cls(month_of(min(days)), later(month_of(max(days)), 1), left, right)

    def x(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day - self.first).days / (self.last - self.first).days

    def named(self, room: float) -> Iterator[date]:
        """The months that get a name, so that names stand at least `room` apart; steps keep to the calendar year."""
        each = (self.right - self.left) / ((self.last.year - self.first.year) * 12 + self.last.month - self.first.month)
        step = next((step for step in STEPS if step * each >= room), STEPS[-1])
        month = self.first
        while month < self.last:
            if (month.month - 1) % step == 0 and self.right - self.x(month) >= room / 2:
                yield month
            month = later(month, 1)

    def ground(self, top: float, bottom: float, lang: str, *, room: float = 46) -> list[str]:
        """A line down from each named month; its name above, and the year where a year is first seen."""
        parts, year = [], 0
        for month in self.named(room):
            x = self.x(month)
            parts.append(line("grid", x, top, x, bottom))
            name = dates.format_date(month, "LLL", locale=LOCALES[lang])
            parts.append(text(x + 3, top - 6, name, "s", size=12.5, halo=True))
            if month.year != year:
                parts.append(text(x + 3, top - 22, month.year, "b", size=12.5))
            year = month.year
        return parts
