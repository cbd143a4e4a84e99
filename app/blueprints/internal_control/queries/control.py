"""One function a question about the eight points."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, delete, exists, select, union_all
from sqlalchemy.exc import IntegrityError

from app.blueprints.accounts.models import Person
from app.blueprints.internal_control.models import (
    DutyAnswer,
    Firm,
    Point,
    PointEvidence,
    PointRevision,
    Review,
    Training,
)
from app.blueprints.internal_control.terms import PointState
from app.core.db import db


class Said(NamedTuple):
    """What a point said, from when, and who wrote it."""

    version: int
    state: PointState
    how: str
    recorded_at: datetime
    who: str | None


def points_of(organisation_id: int) -> dict[int, Point]:
    """The points that the firm has said something of, by number."""
    query = select(Point).where(Point.organisation_id == organisation_id).order_by(Point.number)
    return {point.number: point for point in db.session.scalars(query)}


def evidence_by_point(organisation_id: int) -> dict[int, set[int]]:
    """What is put forward for each point: ids of evidence, by number."""
    query = (
        select(Point.number, PointEvidence.evidence_id)
        .join(PointEvidence, PointEvidence.point_id == Point.id)
        .where(Point.organisation_id == organisation_id, PointEvidence.organisation_id == organisation_id)
    )
    found: dict[int, set[int]] = {}
    for number, evidence_id in db.session.execute(query):
        found.setdefault(number, set()).add(evidence_id)
    return found


def find_point(organisation_id: int, number: int) -> Point | None:
    query = select(Point).where(Point.organisation_id == organisation_id, Point.number == number)
    return db.session.scalars(query).one_or_none()


def lock_point(organisation_id: int, number: int) -> Point | None:
    """As `find_point`, read anew and alone until the transaction ends."""
    query = select(Point).where(Point.organisation_id == organisation_id, Point.number == number)
    return db.session.scalars(query.with_for_update(), execution_options={"populate_existing": True}).one_or_none()


def add_unless_there(row: Point | Review | DutyAnswer | Firm) -> bool:
    """Insert the row; False when its unique key is taken, also when somebody else is just putting it there."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def evidence_of(organisation_id: int, point_id: int) -> set[int]:
    query = select(PointEvidence.evidence_id).where(
        PointEvidence.organisation_id == organisation_id, PointEvidence.point_id == point_id
    )
    return set(db.session.scalars(query))


def put_forward(organisation_id: int, point_id: int, evidence_ids: Collection[int]) -> None:
    db.session.add_all(
        PointEvidence(organisation_id=organisation_id, point_id=point_id, evidence_id=number)
        for number in sorted(evidence_ids)
    )


def take_back(organisation_id: int, point_id: int, evidence_ids: Collection[int]) -> None:
    db.session.execute(
        delete(PointEvidence).where(
            PointEvidence.organisation_id == organisation_id,
            PointEvidence.point_id == point_id,
            PointEvidence.evidence_id.in_(evidence_ids),
        )
    )


def points_served(organisation_id: int, evidence_ids: Collection[int]) -> Sequence[Row[Any]]:
    """Which points these pieces of evidence are put forward for: evidence_id, number, point_id."""
    query = (
        select(PointEvidence.evidence_id, Point.number, Point.id.label("point_id"))
        .join(Point, Point.id == PointEvidence.point_id)
        .where(PointEvidence.organisation_id == organisation_id, PointEvidence.evidence_id.in_(evidence_ids))
        .order_by(PointEvidence.evidence_id, Point.number)
    )
    return db.session.execute(query).all()


def duties_served(organisation_id: int, evidence_ids: Collection[int]) -> Sequence[Row[Any]]:
    """Which duties these pieces of evidence show: evidence_id, code."""
    query = (
        select(DutyAnswer.evidence_id, DutyAnswer.code)
        .where(DutyAnswer.organisation_id == organisation_id, DutyAnswer.evidence_id.in_(evidence_ids))
        .order_by(DutyAnswer.evidence_id, DutyAnswer.code)
    )
    return db.session.execute(query).all()


def is_in_use(organisation_id: int, evidence_id: int) -> bool:
    """Whether anything in this room rests on the evidence."""
    used = union_all(
        *(
            select(table.id).where(table.organisation_id == organisation_id, table.evidence_id == evidence_id)
            for table in (PointEvidence, DutyAnswer, Training)
        )
    )
    return bool(db.session.scalar(select(exists(used))))


def history_of(point: Point) -> list[Said]:
    """What the point has said before, the newest first."""
    query = (
        select(PointRevision.version, PointRevision.state, PointRevision.how, PointRevision.recorded_at, Person.name)
        .outerjoin(Person, Person.id == PointRevision.recorded_by_id)
        .where(PointRevision.organisation_id == point.organisation_id, PointRevision.point_id == point.id)
        .order_by(PointRevision.version.desc())
    )
    return [Said(*row) for row in db.session.execute(query)]
