"""Numbers that a person has been asked to look at."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import any_, func, or_, select

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.screening.models.numbers import Number
from app.blueprints.screening.terms.numbers import NumberState
from app.core.db import db


def let_through(hashes: Collection[str]) -> dict[str, int]:
    """Those of `hashes` that whoever writes may write, and the number's id: allowed to her or to her organisation."""
    theirs = or_(
        Number.person_id == func.app_person(),
        Number.organisation_id == any_(func.app_organisations()),
    )
    query = select(Number.hash, Number.id).where(Number.hash.in_(hashes), Number.state == NumberState.ALLOWED, theirs)
    return {row.hash: row.id for row in db.session.execute(query)}


def get_number(number_id: int) -> Number:
    return db.session.scalars(select(Number).where(Number.id == number_id)).one()


def get_number_for_change(number_id: int) -> Number:
    """The number as it stands, held until the transaction ends."""
    query = select(Number).where(Number.id == number_id).with_for_update(of=Number)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def numbers_of(person_id: int, limit: int = 50) -> Sequence[Number]:
    """What she has asked, the latest first."""
    query = select(Number).where(Number.person_id == person_id).order_by(Number.id.desc()).limit(limit)
    return db.session.scalars(query).all()


def waits(person_id: int, organisation_id: int | None, hashed: str) -> bool:
    query = select(Number.id).where(
        Number.person_id == person_id,
        Number.organisation_id.is_not_distinct_from(organisation_id),
        Number.hash == hashed,
        Number.state == NumberState.WAITING,
    )
    return db.session.scalar(query) is not None


def described(ids: Collection[int]) -> Sequence[Any]:
    """(Number, name of who asked, name of the organisation or "") of each that is there."""
    query = (
        select(Number, Person.name.label("person"), func.coalesce(Organisation.name, "").label("organisation"))
        .join(Person, Person.id == Number.person_id)
        .outerjoin(Organisation, Organisation.id == Number.organisation_id)
        .where(Number.id.in_(ids))
    )
    return db.session.execute(query).all()
