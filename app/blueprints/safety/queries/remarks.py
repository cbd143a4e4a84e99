"""What is said of an event, or of a year."""

from typing import Any

from sqlalchemy import Row, select

from app.blueprints.accounts.models import Person
from app.blueprints.safety.models import Remark
from app.core.db import db


def get_remark(remark_id: int) -> Remark:
    return db.session.scalars(select(Remark).where(Remark.id == remark_id)).one()


def lock_remark(remark_id: int) -> Remark:
    """As `get_remark`, read anew and alone until the transaction ends."""
    query = select(Remark).where(Remark.id == remark_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def remarks(organisation_id: int, *, event_id: int | None = None, year: int | None = None) -> list[Row[Any]]:
    """(Remark, name of who said it), oldest first, of an event or of a year. Withdrawn ones come too, and say so."""
    about = Remark.event_id == event_id if event_id is not None else Remark.year == year
    query = (
        select(Remark, Person.name.label("name"))
        .outerjoin(Person, Person.id == Remark.person_id)
        .where(Remark.organisation_id == organisation_id, about)
        .order_by(Remark.id)
    )
    return list(db.session.execute(query))
