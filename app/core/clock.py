"""The only source of time, so that a test can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
_moved: ContextVar[timedelta | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    moved = _moved.get()
    return datetime.now(UTC) + moved if moved else datetime.now(UTC)


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Within the block it is `moment`, and time goes on from there: how the demo tells of two years in a second."""
    token = _moved.set(moment - datetime.now(UTC))
    try:
        yield
    finally:
        _moved.reset(token)


def today() -> date:
    """The date on the wall in Norway."""
    return now().astimezone(OSLO).date()


def last_day_before(end: datetime) -> date:
    """The last day, in Norway, of what ends at `end`: at midnight it is the day before."""
    return local(end - timedelta(microseconds=1)).date()


def local(moment: datetime) -> datetime:
    """The same instant on a clock in Norway."""
    return moment.astimezone(OSLO)


def start_of_day(day: date) -> datetime:
    """Midnight in Norway, at which this day begins."""
    return datetime.combine(day, time.min, OSLO)
