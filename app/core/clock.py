"""The only source of time, so that a test can set it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date on the wall in Norway."""
    return now().astimezone(OSLO).date()


def local(moment: datetime) -> datetime:
    """The same instant on a clock in Norway."""
    return moment.astimezone(OSLO)
