"""Where many firms' internal control stands, in three statements however many they are."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import and_, func, or_, select

from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement.models import Evidence
from app.blueprints.improvement.terms import EvidenceState, Source
from app.blueprints.internal_control.models import Point, PointEvidence, Review, Training
from app.blueprints.internal_control.terms import WRITTEN, ControlStanding, PointState
from app.core.db import db


def standing(organisation_ids: Collection[int], day: date) -> dict[int, ControlStanding]:
    """Each of these firms as it stands on `day`; one that has said nothing stands at nothing."""
    training, points, reviews = (
        training_counts(organisation_ids, day),
        _points(organisation_ids, day),
        _reviews(organisation_ids, day),
    )
    found = {}
    for number in organisation_ids:
        valid, everything = training.get(number, (0, 0))
        found[number] = ControlStanding(
            training_valid=valid,
            training_all=everything,
            points_evidenced=points.get(number, 0),
            review_signed=number in reviews,
        )
    return found


def training_counts(organisation_ids: Collection[int], day: date) -> dict[int, tuple[int, int]]:
    """(valid, all) of what had been taken by `day` and has not ended. What expires on `day` is valid that day."""
    lasts = or_(Training.expires_on.is_(None), Training.expires_on >= day)
    query = (
        select(Training.organisation_id, func.count().filter(lasts), func.count())
        .where(
            Training.organisation_id.in_(organisation_ids), Training.ended_at.is_(None), Training.completed_on <= day
        )
        .group_by(Training.organisation_id)
    )
    return {firm: (valid, everything) for firm, valid, everything in db.session.execute(query)}


def _points(organisation_ids: Collection[int], day: date) -> dict[int, int]:
    """How many points are in place and shown by evidence that counts: as `rules.is_evidenced`, in SQL."""
    query = (
        select(Point.organisation_id, func.count(Point.number.distinct()))
        .join(
            PointEvidence,
            and_(PointEvidence.organisation_id == Point.organisation_id, PointEvidence.point_id == Point.id),
        )
        .join(
            Evidence,
            and_(Evidence.organisation_id == PointEvidence.organisation_id, Evidence.id == PointEvidence.evidence_id),
        )
        .outerjoin(File, and_(File.id == Evidence.file_id, File.organisation_id == Evidence.organisation_id))
        .where(
            Point.organisation_id.in_(organisation_ids),
            Point.state == PointState.IN_PLACE,
            Evidence.state == EvidenceState.HELD,
            or_(Evidence.valid_from.is_(None), Evidence.valid_from <= day),
            or_(Evidence.valid_to.is_(None), Evidence.valid_to >= day),
            or_(Evidence.file_id.is_(None), File.state == FileState.CLEAN),
            or_(Point.number.not_in(WRITTEN), Evidence.source.in_((Source.FILE, Source.LINK))),
        )
        .group_by(Point.organisation_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _reviews(organisation_ids: Collection[int], day: date) -> set[int]:
    """The firms whose review of the year of `day`, or of the year before, stands."""
    query = (
        select(Review.organisation_id)
        .where(
            Review.organisation_id.in_(organisation_ids),
            Review.year.in_((day.year, day.year - 1)),
            Review.signed_at.is_not(None),
            or_(Review.representative_signed_at.is_not(None), Review.without_representative),
        )
        .distinct()
    )
    return set(db.session.scalars(query))
