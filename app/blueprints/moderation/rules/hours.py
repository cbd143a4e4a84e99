"""Whether somebody is there, when somebody is next, and how long is left when only opening hours count."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache

import holidays

from app.blueprints.moderation.terms.hours import SITE_HOURS, Hours
from app.core.clock import OSLO, local

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
