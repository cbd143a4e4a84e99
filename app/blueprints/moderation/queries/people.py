"""Who these are, and in which language they are written to."""

from collections.abc import Iterable

from sqlalchemy import select

from app.blueprints.accounts.models import Person
from app.core.db import db


def names(person_ids: Iterable[int | None]) -> dict[int, str]:
    """Who these are."""
    wanted = {person_id for person_id in person_ids if person_id is not None}
    if not wanted:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def author_locale(person_id: int | None) -> str:
    """The language in which the author is written to; the site's own when there is no author left."""
    found = db.session.scalar(select(Person.locale).where(Person.id == person_id)) if person_id is not None else None
    return found or "nb"
