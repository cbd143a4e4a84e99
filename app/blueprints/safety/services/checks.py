"""What every write of the room is checked for."""

from app.blueprints.safety import queries
from app.blueprints.safety.models import Event, Hours, Investigation, Site
from app.blueprints.screening.services import find_identity_numbers
from app.core.errors import Refused, StaleVersion

FIRST_YEAR = 2000


def check_version(thing: Hours | Event | Investigation | Site, version: int | None) -> None:
    """Whoever read another version than the one that stands is told who wrote that, and when."""
    if version is not None and version != thing.version:
        if isinstance(thing, Event):  # who reported it stays: who wrote it last stands apart
            raise StaleVersion(queries.name_of(thing.written_by_id), thing.written_at)
        raise StaleVersion(queries.name_of(thing.recorded_by_id), thing.recorded_at)


def refuse_identity_numbers(**texts: str) -> None:
    """A national identity number has no place in a register of what happened."""
    for field, text in texts.items():
        if find_identity_numbers(text):
            raise Refused("identity_number_in_safety", field=field)
