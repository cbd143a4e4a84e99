"""How often a person is written to: she chooses, and can choose again."""

from typing import Any

from app.blueprints.notifications.queries import rhythms
from app.blueprints.notifications.terms import Preference, Rhythm
from app.core.errors import StaleVersion


def preference_of(person_id: int) -> Preference:
    """What the person has chosen, or what holds for whoever has chosen nothing."""
    row = rhythms.find_preference(person_id)
    if row is None:
        return Preference()
    return Preference(row.rhythm, row.time_zone, row.hour, row.weekday, row.version)


def change_preference(wanted: Preference, *, by: Any) -> None:
    """Store what she has chosen; `wanted.version` is the one that she read."""
    changed = rhythms.change_preference(
        by.person_id,
        wanted.version,
        rhythm=wanted.rhythm,
        time_zone=wanted.time_zone,
        hour=wanted.hour,
        weekday=wanted.weekday,
    )
    if not changed:
        raise StaleVersion


def never(person_id: int) -> None:
    """No more mail about what she follows. Once or often: the same."""
    row = rhythms.own_preference(person_id)
    if row.rhythm is not Rhythm.NEVER:
        row.rhythm = Rhythm.NEVER
        row.version += 1
