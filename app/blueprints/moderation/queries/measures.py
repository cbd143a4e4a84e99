"""Measures against people, as moderators and those people themselves may read them."""

from datetime import datetime

from sqlalchemy import select

from app.blueprints.moderation.models import Measure
from app.blueprints.moderation.terms.measures import MeasureKind
from app.core.db import db


def lock_measure_of(decision_id: int) -> Measure | None:
    """What a decision took, alone until the transaction ends."""
    query = select(Measure).where(Measure.decision_id == decision_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def newest_until(person_id: int) -> dict[MeasureKind, datetime | None]:
    """Until when the newest measure of each kind lasts that nobody has lifted."""
    query = (
        select(Measure.kind, Measure.until)
        .where(Measure.person_id == person_id, Measure.lifted_at.is_(None))
        .distinct(Measure.kind)
        .order_by(Measure.kind, Measure.id.desc())
    )
    return {row.kind: row.until for row in db.session.execute(query)}


def measure_in_force(person_id: int, kind: MeasureKind, at: datetime) -> Measure | None:
    """What somebody reads why she meets a closed door: the newest measure that holds."""
    query = (
        select(Measure)
        .where(Measure.person_id == person_id, Measure.kind == kind, Measure.lifted_at.is_(None), Measure.until > at)
        .order_by(Measure.id.desc())
        .limit(1)
    )
    return db.session.scalars(query).one_or_none()


def measure_of(decision_id: int) -> Measure | None:
    return db.session.scalars(select(Measure).where(Measure.decision_id == decision_id)).one_or_none()
