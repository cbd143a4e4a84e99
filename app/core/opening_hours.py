"""Opening hours: when somebody is there, when somebody is next, and how long is left when only opening hours count."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import Self

import holidays

from app.core.clock import OSLO, local

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Span = tuple[time, time]  # from, to: the end is not within


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours by weekday on a clock in Norway, Monday first; closed on Norwegian public holidays.

    A day has its spans in order, and they do not touch. A day without any is closed.
    """

    days: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != len(WEEKDAYS):
            raise ValueError("a week has seven days")
        for spans in self.days:
            ends = [moment for span in spans for moment in span]
            if any(earlier >= later for earlier, later in pairwise(ends)):
                raise ValueError("spans stand in order, and each ends after it begins")

    @property
    def is_never(self) -> bool:
        """Nobody is ever there."""
        return not any(self.days)

    def to_json(self) -> dict[str, list[list[str]]]:
        """`{"mon": [["08:00", "16:00"]], ...}`, open days only."""
        return {
            name: [[f"{begin:%H:%M}", f"{end:%H:%M}"] for begin, end in spans]
            for name, spans in zip(WEEKDAYS, self.days, strict=True)
            if spans
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Sequence[Sequence[str]]]) -> Self:
        """The same read back; ValueError for what is no week, no time, or out of order."""
        if unknown := set(given) - set(WEEKDAYS):
            raise ValueError(f"no weekday: {sorted(unknown)}")
        return cls(tuple(tuple(_span(pair) for pair in given.get(name, ())) for name in WEEKDAYS))


def _span(pair: Sequence[str]) -> Span:
    begin, end = pair
    return time.fromisoformat(begin), time.fromisoformat(end)


OFFICE = ((time(8), time(16)),)
# What holds where a space says nothing of its own.
SITE_HOURS = Hours((OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, (), ()))
LOOK_AHEAD = 400  # days; longer than any row of closed ones


@cache
def _public_holidays(year: int) -> frozenset[date]:
    """Norway's, of the law of 1947 and 1995: https://lovdata.no/lov/1995-02-24-12 and /1947-04-26-1."""
    return frozenset(holidays.country_holidays("NO", years=year))


def is_holiday(day: date) -> bool:
    return day in _public_holidays(day.year)


def is_staffed(at: datetime, hours: Hours = SITE_HOURS) -> bool:
    """Whether somebody is there at that instant."""
    here = local(at)
    spans = () if is_holiday(here.date()) else hours.days[here.weekday()]
    return any(begin <= here.time() < end for begin, end in spans)


def next_opening(at: datetime, hours: Hours = SITE_HOURS) -> datetime | None:
    """When somebody is next there: `at` itself within hours, None when nobody ever is."""
    return next((max(begin, at.astimezone(UTC)) for begin, _end in _open_from(at, hours)), None)


def after_open_time(at: datetime, length: timedelta, hours: Hours = SITE_HOURS) -> datetime:
    """The instant at which `length` of opening hours has gone by since `at`.

    Where nobody is ever there, the site's own hours count.
    """
    at, left = at.astimezone(UTC), length
    for begin, end in _open_from(at, SITE_HOURS if hours.is_never else hours):
        start = max(begin, at)
        if end - start >= left:
            return start + left
        left -= end - start
    return at + length  # more than a year of opening hours: nothing here asks for that


def _open_from(at: datetime, hours: Hours) -> Iterator[tuple[datetime, datetime]]:
    """Spans as instants in UTC (the clock may be changed within one), from the one that `at` is in."""
    if hours.is_never:
        return
    first = local(at).date()
    for number in range(LOOK_AHEAD):
        day = first + timedelta(days=number)
        if is_holiday(day):
            continue
        for begin, end in hours.days[day.weekday()]:
            closes = datetime.combine(day, end, OSLO).astimezone(UTC)
            if closes > at:
                yield datetime.combine(day, begin, OSLO).astimezone(UTC), closes
