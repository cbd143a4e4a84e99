"""When it is morning where somebody lives."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from app.blueprints.notifications.terms import Morning

HOME = "Europe/Oslo"
AREAS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
# A digest that was held up (no worker, no mail server) still goes out this many hours late, on the same day there.
PATIENCE = 12
# How far back a first digest tells.
FIRST_DIGEST = timedelta(days=7)
DIGESTS_KEPT = timedelta(days=90)


@cache
def time_zones() -> tuple[str, ...]:
    """The time zones that can be chosen: places ("Europe/Oslo", "America/Argentina/Ushuaia"), the nearest first."""
    places = sorted(name for name in available_timezones() if name.split("/")[0] in AREAS and "/" in name)
    return (HOME, *(name for name in places if name.startswith("Europe/") and name != HOME), *(
        name for name in places if not name.startswith("Europe/")
    ))  # fmt: skip


def morning(time_zone: str, at: datetime) -> Morning:
    """What the clock and the calendar show in `time_zone` at the instant `at` (aware).

    A place that the machine does not know (any more) has the time of Oslo: nobody's digests stop for that.
    """
    place = ZoneInfo(time_zone if time_zone in available() else HOME)
    there = at.astimezone(place)
    year, week, _ = there.isocalendar()
    return Morning(time_zone, there.hour, there.weekday(), there.date().isoformat(), f"{year:04d}-W{week:02d}")


def mornings(time_zones: Iterable[str], at: datetime) -> list[Morning]:
    """The clocks of these places, and always that of Oslo, which is everybody's who has chosen nothing."""
    return [morning(name, at) for name in sorted({HOME, *time_zones})]


@cache
def available() -> frozenset[str]:
    return frozenset(available_timezones())
