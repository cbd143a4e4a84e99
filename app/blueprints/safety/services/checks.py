"""What every write of the room is checked for."""

from app.blueprints.safety import queries
from app.blueprints.safety.models import Event, Hours, Investigation, Site
from app.core.errors import StaleVersion

FIRST_YEAR = 2000


def check_version(thing: Hours | Event | Investigation | Site, version: int | None) -> None:
    """Whoever read another version than the one that stands is told who wrote that, and when."""
    if version is not None and version != thing.version:
        if isinstance(thing, Event):  # who reported it stays: who wrote it last stands apart
            raise StaleVersion(queries.name_of(thing.written_by_id), thing.written_at)
        raise StaleVersion(queries.name_of(thing.recorded_by_id), thing.recorded_at)
