"""How a person reads, for those who write to her."""

from sqlalchemy import select

from app.blueprints.accounts.models import Person
from app.blueprints.bilingual.rules.presenting import person, visitor
from app.blueprints.bilingual.terms.presenting import Reader
from app.core.db import db


def reader_with(person_id: int, locale: str) -> Reader:
    """The person as a reader of a mail, a digest or a page in `locale`; as a visitor when she is gone."""
    query = select(Person.reads, Person.translate, Person.sees_machine).where(Person.id == person_id)
    row = db.session.execute(query).one_or_none()
    return person(locale, row.reads, row.translate, machine=row.sees_machine) if row else visitor(locale)
