"""Everybody was told when it happened, and has read what is older than two weeks.

The worker would otherwise tell all of it in the minute in which the demo starts, as if two years had happened that morning.
It comes to the same entries later, and finds that everybody knows.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from app.blueprints.journal.queries import oldest_first
from app.blueprints.notifications.services import fan_out, mark_all_read
from app.cli.demo_content.world import World
from app.core import clock
from app.core.db import unit_of_work

UNREAD_DAYS = 14
A_MOMENT = timedelta(minutes=1)


def seed(world: World) -> None:
    unread_from = world.now - timedelta(days=UNREAD_DAYS)
    entries = sorted(_entries(), key=lambda entry: entry["at"])
    for entry in (entry for entry in entries if entry["at"] < unread_from):
        _tell(entry)
    for key in world.people:
        with world.acting_as(key, days_ago=UNREAD_DAYS) as actor:
            mark_all_read(by=actor)
    for entry in (entry for entry in entries if entry["at"] >= unread_from):
        _tell(entry)


def _entries() -> Iterator[dict[str, Any]]:
    with unit_of_work():
        yield from [row._asdict() for row in oldest_first()]


def _tell(entry: dict[str, Any]) -> None:
    with clock.moved_to(entry["at"] + A_MOMENT):
        fan_out({**entry, "at": entry["at"].isoformat(timespec="microseconds")})
