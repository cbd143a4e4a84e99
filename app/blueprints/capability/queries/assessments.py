"""One function a question about frameworks and assessments. Nothing here is listed for anybody outside the firm."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarResult, Select, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from app.blueprints.accounts.models import Person
from app.blueprints.capability import rules
from app.blueprints.capability.models import Answer, Assessment, Dimension, Framework
from app.blueprints.capability.queries.frameworks import WITH_LEVELS, newest
from app.blueprints.capability.terms import DEFAULT_FRAMEWORK, FormerAnswer, Progress, Standing
from app.blueprints.improvement import queries as improvement
from app.core.clock import today
from app.core.db import db
from app.core.localized import Localized

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
    code: str = DEFAULT_FRAMEWORK
    version: int = 1
    name: Localized | None = None
    superseded: bool = False


def get_assessment(assessment_id: int) -> Assessment:
    """The assessment with its answers and the whole framework: two statements."""
    return _whole(select(Assessment).where(Assessment.id == assessment_id)).one()


def hold_start(organisation_id: int) -> None:
    """Whoever starts for the same firm at the same moment waits here until this transaction ends."""
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended("capability.start", organisation_id))))


def open_assessment(organisation_id: int, code: str = DEFAULT_FRAMEWORK) -> Assessment | None:
    """The one to go on with: not handed in, and not left for a newer version of its framework."""
    query = (
        select(Assessment)
        .join(Framework)
        .where(Assessment.organisation_id == organisation_id, Assessment.submitted_at.is_(None))
        .where(Framework.code == code, ~_superseded())
        .options(contains_eager(Assessment.framework))
    )
    return db.session.scalars(query).one_or_none()


def latest_submitted(organisation_id: int, code: str = DEFAULT_FRAMEWORK) -> Assessment | None:
    """The last one handed in, whole: where the firm says it stands."""
    newest = (
        select(Assessment.id)
        .join(Framework)
        .where(Assessment.organisation_id == organisation_id, Assessment.submitted_at.is_not(None))
        .where(Framework.code == code)
        .order_by(Assessment.submitted_at.desc(), Assessment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return _whole(select(Assessment).where(Assessment.id == newest)).one_or_none()


def latest_version(organisation_id: int, code: str = DEFAULT_FRAMEWORK) -> int | None:
    """The newest version of the framework that the firm has an assessment of; None when it has none."""
    query = select(func.max(Framework.version)).select_from(Assessment).join(Framework)
    return db.session.scalar(query.where(Assessment.organisation_id == organisation_id, Framework.code == code))


def newer_version(organisation_id: int, code: str = DEFAULT_FRAMEWORK) -> int | None:
    """The version in force, when the firm has assessments and none of so new a version: it may move. One statement."""
    return newer_and_under_way(organisation_id, code)[0]


def newer_and_under_way(organisation_id: int, code: str = DEFAULT_FRAMEWORK) -> tuple[int | None, int | None]:
    """`newer_version`, and the number of the assessment to go on with, as `open_assessment` has it. One statement."""
    theirs = select(func.max(Framework.version)).select_from(Assessment).join(Framework)
    theirs = theirs.where(Assessment.organisation_id == organisation_id, Framework.code == code)
    in_force = select(func.max(Framework.version)).where(Framework.code == code, Framework.valid_from <= today())
    under_way = (
        select(Assessment.id)
        .join(Framework)
        .where(Assessment.organisation_id == organisation_id, Assessment.submitted_at.is_(None))
        .where(Framework.code == code, ~_superseded())
        .order_by(Assessment.id.desc())
        .limit(1)
    )
    query = select(in_force.scalar_subquery(), theirs.scalar_subquery(), under_way.scalar_subquery())
    new, old, number = db.session.execute(query).one()
    return new if new is not None and old is not None and new > old else None, number


def is_superseded(assessment: Assessment) -> bool:
    """Whether the firm has an assessment of a newer version of the same framework."""
    newer = aliased(Assessment)
    query = (
        select(newer.id)
        .join(Framework, Framework.id == newer.framework_id)
        .where(newer.organisation_id == assessment.organisation_id, Framework.code == assessment.framework.code)
        .where(Framework.version > assessment.framework.version)
        .limit(1)
    )
    return db.session.scalar(query) is not None


def _superseded() -> ColumnElement[bool]:
    """The same as `is_superseded`, of the assessment and its framework in the query around."""
    newer, its = aliased(Assessment), aliased(Framework)
    return (
        select(newer.id)
        .join(its, its.id == newer.framework_id)
        .where(newer.organisation_id == Assessment.organisation_id)
        .where(its.code == Framework.code, its.version > Framework.version)
        .correlate(Assessment, Framework)
        .exists()
    )


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
            Framework.code,
            Framework.version,
            Framework.name,
            Assessment.submitted_at.is_(None) & _superseded(),
        )
        .join(Framework, Framework.id == Assessment.framework_id)
        .outerjoin(starter, starter.id == Assessment.started_by_id)
        .outerjoin(submitter, submitter.id == Assessment.submitted_by_id)
        .join(
            Answer,
            (Answer.organisation_id == Assessment.organisation_id) & (Answer.assessment_id == Assessment.id),
        )
        .where(Assessment.organisation_id == organisation_id)
        .group_by(Assessment.id, Framework.id, starter.name, submitter.name)
        .order_by(Assessment.id.desc())
    )
    return [Line(*row) for row in db.session.execute(query)]


def claimed_before(assessment: Assessment) -> dict[str, int]:
    """What the firm claimed when it handed in the time before, by dimension: those that read the same as then."""
    former = former_answers(assessment, handed_in=True)
    return {code: f.claimed for code, f in former.items() if f.same and f.claimed is not None}


def former_answers(assessment: Assessment, *, handed_in: bool = False) -> dict[str, FormerAnswer]:
    """What the firm said the time before, by dimension, and whether the dimension still reads as it did.

    The time before is the one under way that was left for this version (not with `handed_in`), and then the last one
    handed in. Of a whole assessment; two statements, and one more when it was another version.
    """
    return former_answers_to(assessment.organisation_id, assessment.framework, handed_in=handed_in, than=assessment)


def former_answers_to(
    organisation_id: int, framework: Framework, *, handed_in: bool = False, than: Assessment | None = None
) -> dict[str, FormerAnswer]:
    """The same, for a version (whole) that the firm may not have begun on yet."""
    sources = _sources(organisation_id, framework, handed_in=handed_in, than=than)
    if not sources:
        return {}
    query = (
        select(Answer.assessment_id, Dimension.code, Answer.claimed, Answer.goal, Answer.note)
        .join(Dimension, Dimension.id == Answer.dimension_id)
        .where(Answer.organisation_id == organisation_id, Answer.assessment_id.in_(sources))
    )
    rows = sorted(db.session.execute(query), key=lambda row: list(sources).index(row.assessment_id))
    told = {row.code: row for row in reversed(rows) if row.goal is not None or row.note}
    told |= {row.code: row for row in reversed(rows) if row.claimed is not None}
    texts = {framework.id: _texts_of(framework)}
    if others := set(sources.values()) - set(texts):
        versions = select(Framework).where(Framework.id.in_(others)).options(WITH_LEVELS)
        texts |= {version.id: _texts_of(version) for version in db.session.scalars(versions).unique()}
    former = {}
    for code, row in told.items():
        then, now = texts[sources[row.assessment_id]][code], texts[framework.id].get(code)
        if now is not None:
            read = Localized(then["levels"][row.claimed]) if row.claimed is not None else Localized()
            former[code] = FormerAnswer(
                claimed=row.claimed, goal=row.goal, note=row.note, same=then == now, descriptor=read
            )
    return former


MOST_LEFT = 20  # as many versions as a firm may have begun on and left


def _sources(organisation_id: int, framework: Framework, *, handed_in: bool, than: Assessment | None) -> dict[int, int]:
    """The former assessments, the one to believe first in front: number -> number of its version."""
    left = Assessment.submitted_at.is_(None) & (Framework.version < framework.version)
    done: ColumnElement[bool] = Assessment.submitted_at.is_not(None)
    if than is not None:
        done = done & (Assessment.id != than.id)
        if than.submitted_at is not None:
            done = done & (Assessment.submitted_at < than.submitted_at)
    query = (
        select(Assessment.id, Assessment.framework_id, Assessment.submitted_at)
        .join(Framework)
        .where(Assessment.organisation_id == organisation_id, Framework.code == framework.code)
        .where(Framework.version <= framework.version, done if handed_in else left | done)
        .order_by(Assessment.submitted_at.desc().nulls_first(), Framework.version.desc(), Assessment.id.desc())
        .limit(MOST_LEFT)
    )
    rows = db.session.execute(query).all()
    under_way = [row for row in rows if row.submitted_at is None]
    handed = [row for row in rows if row.submitted_at is not None]
    return {row.id: row.framework_id for row in (*under_way[:1], *handed[:1])}


def _texts_of(framework: Framework) -> dict[str, dict[str, Any]]:
    return {dimension.code: dimension.as_data() for dimension in framework.dimensions}


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


def progress(organisation_id: int) -> Progress:
    """For the overview page: two statements."""
    theirs = (Assessment.organisation_id == organisation_id) & Assessment.framework_id.in_(
        select(Framework.id).where(Framework.code == DEFAULT_FRAMEWORK)
    )
    shown = (
        select(Assessment.id)
        .join(Framework)
        .where(theirs)
        .order_by((Assessment.submitted_at.is_(None) & ~_superseded()).desc(), Assessment.id.desc())
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
