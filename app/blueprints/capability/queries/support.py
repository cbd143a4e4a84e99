"""Which evidence is put forward for which dimension."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, select

from app.blueprints.accounts.models import Person
from app.blueprints.capability.models import Support
from app.core.db import db


def get_support(support_id: int) -> Support:
    return db.session.scalars(select(Support).where(Support.id == support_id)).one()


def current_support(organisation_id: int, evidence_id: int, code: str) -> Support | None:
    """The row by which this piece is put forward for this dimension now."""
    query = select(Support).where(
        Support.organisation_id == organisation_id,
        Support.evidence_id == evidence_id,
        Support.dimension_code == code,
        Support.ended_at.is_(None),
    )
    return db.session.scalar(query.execution_options(populate_existing=True))


def supports_by_evidence(organisation_id: int, evidence_ids: Collection[int]) -> list[Support]:
    """Every current use of these pieces of evidence, by dimension."""
    query = (
        select(Support)
        .where(
            Support.organisation_id == organisation_id,
            Support.evidence_id.in_(evidence_ids),
            Support.ended_at.is_(None),
        )
        .order_by(Support.dimension_code, Support.id)
    )
    return list(db.session.scalars(query))


def who_put_forward(organisation_id: int, code: str) -> list[Row[Any]]:
    """For a dimension's page: id, added_at, by."""
    query = (
        select(Support.id, Support.added_at, Person.name.label("by"))
        .outerjoin(Person, Person.id == Support.added_by_id)
        .where(Support.organisation_id == organisation_id, Support.dimension_code == code, Support.ended_at.is_(None))
    )
    return list(db.session.execute(query))
