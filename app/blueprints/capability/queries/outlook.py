"""What a firm's numbers ask of it, for its overview: two statements, whatever it holds."""

from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, or_, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileState
from app.blueprints.capability import rules
from app.blueprints.capability.models import Dimension, Framework, Review, Support
from app.blueprints.capability.terms import (
    DEFAULT_FRAMEWORK,
    Asked,
    Carried,
    Endorsed,
    HeldProof,
    Outlook,
    ReviewState,
)
from app.blueprints.improvement.models import Evidence
from app.blueprints.improvement.terms import EvidenceState
from app.core.clock import local
from app.core.db import db
from app.core.localized import Localized

MOST_COUNTED = 100


def outlook(organisation_id: int, today: date) -> Outlook:
    """What falls or ends soon, and what reviewers have answered."""
    return rules.outlook(_carried(organisation_id, today), _reviews(organisation_id), today)


def count_asked_of(reviewer_id: int) -> int:
    """How many firms' requests for an endorsement wait for this reviewer."""
    waiting = select(Review.id).where(Review.reviewer_id == reviewer_id, Review.state == ReviewState.ASKED)
    return len(db.session.scalars(waiting.limit(MOST_COUNTED)).all())


def _name_of(code: ColumnElement[str]) -> ScalarSelect[Localized]:
    """What a dimension is called, as `names_of` has it."""
    return (
        select(Dimension.name)
        .join(Framework, Framework.id == Dimension.framework_id)
        .where(Dimension.code == code)
        .order_by(Framework.code != DEFAULT_FRAMEWORK, Framework.version.desc(), Framework.id)
        .limit(1)
        .scalar_subquery()
    )


def _carried(organisation_id: int, today: date) -> list[Carried]:
    """Sound evidence that is put forward and has not ended."""
    query = (
        select(
            Support.id.label("support_id"),
            Support.dimension_code,
            Support.level,
            Support.shows_learning,
            Evidence.id,
            Evidence.strength,
            Evidence.valid_from,
            Evidence.valid_to,
            Evidence.record_from,
            Evidence.record_to,
            _name_of(Support.dimension_code.expression).label("name"),
        )
        .join(Evidence, (Evidence.organisation_id == Support.organisation_id) & (Evidence.id == Support.evidence_id))
        .outerjoin(File, (File.id == Evidence.file_id) & (File.organisation_id == Evidence.organisation_id))
        .where(
            Support.organisation_id == organisation_id,
            Support.ended_at.is_(None),
            Evidence.state == EvidenceState.HELD,
            or_(Evidence.file_id.is_(None), File.state == FileState.CLEAN),
            or_(Evidence.valid_to.is_(None), Evidence.valid_to >= today),
        )
        .order_by(Support.dimension_code, Support.id)
    )
    return [
        Carried(
            code=row.dimension_code,
            name=row.name,
            proof=HeldProof(
                strength=row.strength,
                level=row.level,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                record_from=row.record_from,
                record_to=row.record_to,
                shares_learning=row.shows_learning,
                evidence_id=row.id,
                support_id=row.support_id,
            ),
        )
        for row in db.session.execute(query)
    ]


def _reviews(organisation_id: int) -> list[Asked]:
    """What the firm has asked for and not withdrawn: what was decided last in front, what waits before all."""
    query = (
        select(
            Review.id,
            Review.dimension_code,
            Review.state,
            Review.level,
            Review.decided_at,
            Review.expires_on,
            Review.seen_on,
            Review.reviewer_id,
            Organisation.name.label("reviewer"),
            _name_of(Review.dimension_code.expression).label("name"),
        )
        .join(Organisation, Organisation.id == Review.reviewer_id)
        .where(Review.organisation_id == organisation_id, Review.state != ReviewState.WITHDRAWN)
        .order_by(Review.decided_at.desc().nulls_first(), Review.id.desc())
    )
    found = []
    for row in db.session.execute(query):
        decided_on = local(row.decided_at).date() if row.decided_at else None
        endorsed = (
            Endorsed(
                review_id=row.id,
                code=row.dimension_code,
                level=row.level,
                decided_on=decided_on,
                expires_on=row.expires_on,
                seen_on=row.seen_on,
                reviewer_id=row.reviewer_id,
                reviewer=row.reviewer,
            )
            if decided_on and row.state.is_endorsement
            else None
        )
        found.append(
            Asked(
                review_id=row.id,
                code=row.dimension_code,
                name=row.name,
                state=row.state,
                reviewer=row.reviewer,
                decided_on=decided_on,
                endorsed=endorsed,
            )
        )
    return found
