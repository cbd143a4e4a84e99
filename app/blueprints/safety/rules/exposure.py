"""Injuries over hours in a window of whole months: numerator and denominator cover the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import dropwhile

from app.blueprints.safety.rules.rates import Comparison, Rate, compare, rate
from app.blueprints.safety.terms import (
    COUNTED,
    IN_THE_HOURS,
    EventKind,
    Indicator,
    Month,
    Relation,
    Window,
)


@dataclass(frozen=True)
class Exposure:
    """What was recorded in a window: injuries are counted only in months whose hours are known."""

    window: Window
    events: int
    hours: Decimal
    months: int
    left_out: int
    estimated: int

    @property
    def is_complete(self) -> bool:
        """Whether every month has been reported, and somebody worked."""
        return self.months == len(self.window.months) and self.hours > 0

    @property
    def rate(self) -> Rate | None:
        return rate(self.events, self.hours) if self.hours else None


@dataclass(frozen=True)
class MonthHours:
    """What a month says of hours, and of day's-work agreed and lost (both, or neither)."""

    total: Decimal
    estimated: bool
    own: Decimal = Decimal(0)
    hired_in: Decimal = Decimal(0)
    headcount: int | None = None
    agreed_days: Decimal | None = None
    lost_days: Decimal | None = None


Counts = Mapping[tuple[Month, EventKind, Relation], int]


def exposure(indicator: Indicator, window: Window, hours: Mapping[Month, MonthHours], counts: Counts) -> Exposure:
    """Injuries over hours in a window. Numerator and denominator cover the same months and the same people.

    An injury in a month without hours is left out of the rate, and the page says so; injuries to people whose
    hours are not in the hours (visitors, other firms' workers) are not counted.
    """
    months = set(window.months)
    known = {month: hours[month] for month in months if month in hours and hours[month].total > 0}
    counted = left_out = 0
    for (month, kind, relation), count in counts.items():
        if month in months and kind in COUNTED[indicator] and relation in IN_THE_HOURS:
            if month in known:
                counted += count
            else:
                left_out += count
    total = sum((entry.total for entry in known.values()), Decimal(0))
    reported = sum(month in hours for month in months)
    return Exposure(window, counted, total, reported, left_out, sum(entry.estimated for entry in known.values()))


def compare_windows(after: Exposure, before: Exposure) -> Comparison | None:
    """A window with the one before it; None while either has no hours."""
    if not after.hours or not before.hours:
        return None
    return compare(after.events, after.hours, before.events, before.hours)


def rolling(
    indicator: Indicator,
    last: Month,
    points: int,
    hours: Mapping[Month, MonthHours],
    counts: Counts,
    *,
    span: int = 12,
) -> list[Exposure]:
    """One exposure of `span` months for each of the last `points` months, oldest first, from the first complete one."""
    windows = (Window.ending(last.plus(-back), span) for back in reversed(range(points)))
    return list(dropwhile(lambda one: not one.is_complete, (exposure(indicator, w, hours, counts) for w in windows)))


def missing_months(window: Window, reported: Iterable[Month], *, since: Month | None) -> list[Month]:
    """Months of the window without hours, from the first month the firm ever reported (`since`)."""
    if since is None:
        return []
    have = set(reported)
    return [month for month in window.months if month >= since and month not in have]
