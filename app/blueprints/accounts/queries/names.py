"""What people are called, for pages that tell who did something."""

from collections.abc import Collection

from sqlalchemy import select

from app.blueprints.accounts.models import Person
from app.core.db import db


def name_of(person_id: int | None) -> str | None:
    """One person's name; None for nobody, and for the machine."""
    return db.session.scalar(select(Person.name).where(Person.id == person_id)) if person_id else None


def names_of(person_ids: Collection[int | None]) -> dict[int, str]:
    """Several people's names, by id: one statement, or none when nobody is asked for."""
    wanted = {number for number in person_ids if number}
    if not wanted:
        return {}
    query = select(Person.id, Person.name).where(Person.id.in_(wanted))
    return {row.id: row.name for row in db.session.execute(query)}
