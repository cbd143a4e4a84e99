"""How often each person is written to, and whether her address takes mail."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.accounts.models import Person
from app.blueprints.notifications.models import PersonPreference
from app.core.db import db


def find_preference(person_id: int) -> PersonPreference | None:
    """What the person has chosen; None when she never has."""
    return db.session.scalars(select(PersonPreference).where(PersonPreference.person_id == person_id)).one_or_none()


def own_preference(person_id: int) -> PersonPreference:
    """The person's row, made if it was not there, and locked until the end of the transaction."""
    row = insert(PersonPreference).values(person_id=person_id, version=1)
    db.session.execute(row.on_conflict_do_nothing().inline())
    query = select(PersonPreference).where(PersonPreference.person_id == person_id).with_for_update()
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def change_preference(person_id: int, version: int, **values: Any) -> bool:
    """Store what she has chosen, if it is as she read it (version 0: nothing was chosen). False when it is not."""
    if version == 0:
        first = insert(PersonPreference).values(person_id=person_id, version=1, **values)
        new = first.on_conflict_do_nothing().inline().execution_options(preserve_rowcount=True)
        return bool(db.session.execute(new).rowcount)  # type: ignore[attr-defined]
    query = (
        update(PersonPreference)
        .where(PersonPreference.person_id == person_id, PersonPreference.version == version)
        .values(version=PersonPreference.version + 1, **values)
    )
    return bool(db.session.execute(query.execution_options(synchronize_session="fetch")).rowcount)  # type: ignore[attr-defined]


def stopped_since(person_id: int) -> datetime | None:
    """Since when the person's address, as it is now, gets no mail because mail to it came back."""
    query = (
        select(PersonPreference.mails_stopped_at)
        .join(Person, Person.id == PersonPreference.person_id)
        .where(PersonPreference.person_id == person_id, PersonPreference.mails_stopped_at >= Person.email_confirmed_at)
    )
    return db.session.scalar(query)


def confirmed_address(person_id: int) -> tuple[str | None, datetime | None]:
    """The person's address and since when it is known to be hers."""
    row = db.session.execute(select(Person.email, Person.email_confirmed_at).where(Person.id == person_id)).one()
    return row.email, row.email_confirmed_at
