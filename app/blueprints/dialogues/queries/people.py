"""Names of people, for those who may know them."""

from sqlalchemy import select

from app.blueprints.accounts.models import Person
from app.core.db import db


def name_of(person_id: int | None) -> str | None:
    return db.session.scalar(select(Person.name).where(Person.id == person_id)) if person_id else None
