"""Frameworks and their dimensions: everybody may read them."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from app.blueprints.capability.models import Dimension, Framework
from app.blueprints.capability.terms import DEFAULT_FRAMEWORK
from app.core.clock import today
from app.core.db import db
from app.core.localized import Localized


def current_framework(code: str = DEFAULT_FRAMEWORK, *, on: date | None = None) -> Framework | None:
    """The newest version in force, with its dimensions."""
    version = newest(code, on or today())
    query = select(Framework).where(Framework.id == version).options(joinedload(Framework.dimensions))
    return db.session.scalars(query).unique().one_or_none()


def newest(code: str, on: date) -> ColumnElement[int]:
    return (
        select(Framework.id)
        .where(Framework.code == code, Framework.valid_from <= on)
        .order_by(Framework.version.desc())
        .limit(1)
        .scalar_subquery()
    )


def dimension_names(codes: Collection[str] | None = None) -> dict[str, Localized]:
    """Names of the current framework's dimensions by code, in its order; of `codes` only, if given."""
    query = (
        select(Dimension.code, Dimension.name)
        .where(Dimension.framework_id == newest(DEFAULT_FRAMEWORK, today()))
        .order_by(Dimension.position)
    )
    if codes is not None:
        query = query.where(Dimension.code.in_(codes))
    return {row.code: row.name for row in db.session.execute(query)}
