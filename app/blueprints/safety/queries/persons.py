"""Names that are kept apart from what happened."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select, update

from app.blueprints.safety.models import Event, EventPerson, EventReporter
from app.core.db import db


def reporter_of(event: Event) -> EventReporter | None:
    """Who told of a near miss from a poster, if she wrote her name."""
    return db.session.scalar(
        select(EventReporter).where(
            EventReporter.organisation_id == event.organisation_id, EventReporter.event_id == event.id
        )
    )


def empty_names(organisation_ids: Collection[int], today: date, now: datetime) -> list[tuple[int, int]]:
    """Empty every name of these firms whose day has come, and note when: (organisation, event) of each."""
    due = []
    for table, more in ((EventPerson, {"version": EventPerson.version + 1}), (EventReporter, {})):
        query = (
            update(table)
            .where(table.organisation_id.in_(organisation_ids), table.name != "", table.leaves_on <= today)
            .values(name="", left_at=now, **more)
            .returning(table.organisation_id, table.event_id)
            .execution_options(synchronize_session=False)
        )
        due += [(firm, event_id) for firm, event_id in db.session.execute(query)]
    return sorted(due)
