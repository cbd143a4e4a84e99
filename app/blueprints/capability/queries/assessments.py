"""One function a question about frameworks and assessments. Nothing here is listed for anybody outside the firm."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarResult, Select, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from app.blueprints.accounts.models import Person
from app.blueprints.capability import rules
from app.blueprints.capability.models import Answer, Assessment, Dimension, Framework
from app.blueprints.capability.queries.frameworks import newest
from app.blueprints.capability.terms import DEFAULT_FRAMEWORK, Progress, Standing
from app.blueprints.improvement import queries as improvement
from app.core.clock import today
from app.core.db import db

WHOLE = joinedload(Assessment.framework).joinedload(Framework.dimensions).joinedload(Dimension.levels)


@dataclass(frozen=True, slots=True)
class Line:
    """An assessment in the list of a firm's assessments."""

    id: int
    started_at: datetime
    started_by: str | None
    submitted_at: datetime | None
    submitted_by: str | None
    answered: int
    total: int


def get_assessment(assessment_id: int) -> Assessment:
    """The assessment with its answers and the whole framework: two statements."""
    return _whole(select(Assessment).where(Assessment.id == assessment_id)).one()


def hold_start(organisation_id: int) -> None:
    """Whoever starts for the same firm at the same moment waits here until this transaction ends."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("capability.start", organisation_id))))


def open_assessment(organisation_id: int) -> Assessment | None:
    """The one that is not handed in yet."""
    query = select(Assessment).where(Assessment.organisation_id == organisation_id, Assessment.submitted_at.is_(None))
    return db.session.scalars(query).one_or_none()


def latest_submitted(organisation_id: int) -> Assessment | None:
    """The last one handed in, whole: where the firm says it stands."""
    newest = (
        select(Assessment.id)
        .where(Assessment.organisation_id == organisation_id, Assessment.submitted_at.is_not(None))
        .order_by(Assessment.submitted_at.desc(), Assessment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return _whole(select(Assessment).where(Assessment.id == newest)).one_or_none()


def _whole(query: Select[tuple[Assessment]]) -> ScalarResult[Assessment]:
    return db.session.scalars(query.options(WHOLE, selectinload(Assessment.answers))).unique()


def assessments_of(organisation_id: int) -> list[Line]:
    """Every assessment of the firm, the newest first."""
    starter, submitter = aliased(Person), aliased(Person)
    query = (
        select(
            Assessment.id,
            Assessment.started_at,
            starter.name,
            Assessment.submitted_at,
            submitter.name,
            func.count(Answer.claimed),
            func.count(Answer.id),
        )
        .outerjoin(starter, starter.id == Assessment.started_by_id)
        .outerjoin(submitter, submitter.id == Assessment.submitted_by_id)
        .join(
            Answer,
            (Answer.organisation_id == Assessment.organisation_id) & (Answer.assessment_id == Assessment.id),
        )
        .where(Assessment.organisation_id == organisation_id)
        .group_by(Assessment.id, starter.name, submitter.name)
        .order_by(Assessment.id.desc())
    )
    return [Line(*row) for row in db.session.execute(query)]


def claimed_before(assessment: Assessment) -> dict[str, int]:
    """What the firm claimed the time before, by dimension. Only within the same version."""
    query = select(Assessment.id).where(
        Assessment.organisation_id == assessment.organisation_id,
        Assessment.framework_id == assessment.framework_id,
        Assessment.submitted_at.is_not(None),
    )
    if assessment.submitted_at is not None:
        query = query.where(Assessment.submitted_at < assessment.submitted_at)
    former = query.order_by(Assessment.submitted_at.desc(), Assessment.id.desc()).limit(1).scalar_subquery()
    answers = (
        select(Dimension.code, Answer.claimed)
        .join(Answer, Answer.dimension_id == Dimension.id)
        .where(
            Answer.organisation_id == assessment.organisation_id,
            Answer.assessment_id == former,
            Answer.claimed.is_not(None),
        )
    )
    return {row.code: row.claimed for row in db.session.execute(answers)}


def standings(assessment: Assessment, locale: str, before: dict[str, int] | None = None) -> list[Standing]:
    """The answered dimensions of a whole assessment, in the framework's order; asks the database nothing."""
    answers = {answer.dimension_id: answer for answer in assessment.answers}
    return [
        _standing(dimension, answer, locale, (before or {}).get(dimension.code))
        for dimension in assessment.framework.dimensions
        if (answer := answers[dimension.id]).claimed is not None
    ]


def _standing(dimension: Dimension, answer: Answer, locale: str, before: int | None) -> Standing:
    claimed = answer.claimed
    assert claimed is not None  # noqa: S101 - the caller has looked
    onward = rules.next_level(claimed)
    return Standing(
        code=dimension.code,
        position=dimension.position,
        name=dimension.name.in_(locale),
        short_name=dimension.short_name.in_(locale),
        claimed=claimed,
        goal=answer.goal,
        note=answer.note,
        now_text=dimension.levels[claimed].descriptor.in_(locale),
        next_text=dimension.levels[onward].descriptor.in_(locale) if onward is not None else None,
        before=before,
    )


def what_it_takes(organisation_id: int, code: str, locale: str) -> str | None:
    """What the next level takes in one dimension, by the firm's latest assessment; None without one, or at the top."""
    latest = latest_submitted(organisation_id)
    found = next((s for s in standings(latest, locale) if s.code == code), None) if latest else None
    return found.next_text if found else None


def progress(organisation_id: int) -> Progress:
    """For the overview page: two statements."""
    theirs = Assessment.organisation_id == organisation_id
    shown = (
        select(Assessment.id)
        .where(theirs)
        .order_by(Assessment.submitted_at.is_(None).desc(), Assessment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    submitted_at = select(func.max(Assessment.submitted_at)).where(theirs).scalar_subquery()
    dimensions = (
        select(func.count())
        .select_from(Dimension)
        .where(Dimension.framework_id == newest(DEFAULT_FRAMEWORK, today()))
        .scalar_subquery()
    )
    query = select(
        func.max(Answer.assessment_id), func.count(Answer.claimed), func.count(Answer.id), submitted_at, dimensions
    ).where(Answer.organisation_id == organisation_id, Answer.assessment_id == shown)
    assessment_id, answered, total, when, all_dimensions = db.session.execute(query).one()
    plan = improvement.counts(organisation_id, today())
    return Progress(
        assessment_id=assessment_id,
        answered=answered,
        total=total or all_dimensions,
        submitted_at=when,
        open_actions=plan.open,
        late_actions=plan.late,
    )
