"""A firm's three numbers in each dimension, in four statements whatever it holds."""

from collections.abc import Collection

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation
from app.blueprints.capability import rules
from app.blueprints.capability.models import Answer, Assessment, Dimension, Framework, Level, Review, Support
from app.blueprints.capability.terms import (
    DEFAULT_FRAMEWORK,
    ENDORSING,
    Basis,
    DimensionLine,
    DimensionStanding,
    Endorsed,
    SupportLine,
)
from app.blueprints.improvement import queries as improvement
from app.core.clock import local, today
from app.core.db import db
from app.core.localized import Localized


def three_numbers(organisation_id: int) -> list[DimensionStanding]:
    """The dimensions of the framework in force, then of buyers' own that the firm has assessed, with today's numbers.

    A claim is the one of the latest assessment handed in; a dimension that it did not have is not claimed.
    """
    return rules.standings(basis(organisation_id), today())


def basis(organisation_id: int, *, ended: bool = False) -> Basis:
    """What the numbers rest on; with `ended` also evidence that is no longer put forward. Four statements."""
    supports = supports_of(organisation_id, ended=ended)
    numbers = {support.evidence_id for support in supports}
    facts = improvement.evidence_facts(organisation_id, ids=sorted(numbers)) if numbers else []
    return Basis(
        dimensions=tuple(dimension_lines(organisation_id)),
        supports=tuple(supports),
        facts={fact.id: fact for fact in facts},
        endorsements=tuple(endorsements_of(organisation_id)),
    )


def dimension_lines(organisation_id: int) -> list[DimensionLine]:
    """Dimensions in force, with the firm's latest claim by code; a code that two frameworks have counts once."""
    latest = (
        select(Framework.code, Assessment.id.label("assessment_id"), Assessment.framework_id)
        .join(Framework, Framework.id == Assessment.framework_id)
        .where(Assessment.organisation_id == organisation_id, Assessment.submitted_at.is_not(None))
        .distinct(Framework.code)
        .order_by(Framework.code, Assessment.submitted_at.desc(), Assessment.id.desc())
        .cte("latest")
    )
    shown = (
        select(Framework.id, Framework.code, Framework.scale)
        .where(
            Framework.valid_from <= today(),
            or_(Framework.code == DEFAULT_FRAMEWORK, Framework.code.in_(select(latest.c.code))),
        )
        .distinct(Framework.code)
        .order_by(Framework.code, Framework.version.desc())
        .cte("shown")
    )
    then = aliased(Dimension)
    said = (
        select(
            latest.c.code.label("framework"),
            then.code,
            Answer.claimed,
            Answer.goal,
            latest.c.framework_id,
            latest.c.assessment_id,
        )
        .join(Answer, and_(Answer.assessment_id == latest.c.assessment_id, Answer.organisation_id == organisation_id))
        .join(then, then.id == Answer.dimension_id)
        .subquery("said")
    )
    query = (
        select(
            shown.c.id.label("framework_id"),
            shown.c.code.label("framework"),
            Dimension.id,
            Dimension.code,
            Dimension.position,
            Dimension.name,
            Dimension.short_name,
            Dimension.about,
            said.c.claimed,
            said.c.goal,
            said.c.framework_id.label("claimed_in"),
            said.c.assessment_id,
            shown.c.scale,
        )
        .join(shown, shown.c.id == Dimension.framework_id)
        .outerjoin(said, and_(said.c.framework == shown.c.code, said.c.code == Dimension.code))
        .order_by(shown.c.code != DEFAULT_FRAMEWORK, shown.c.code, Dimension.position)
    )
    lines: dict[str, DimensionLine] = {}
    for row in db.session.execute(query):
        names = tuple(Localized(name) for name in row.scale)
        lines.setdefault(row.code, DimensionLine(**{**row._asdict(), "scale": names}))
    return list(lines.values())


def supports_of(organisation_id: int, *, ended: bool = False) -> list[SupportLine]:
    """What is put forward, the oldest first; with `ended` also what was."""
    query = select(
        Support.id,
        Support.evidence_id,
        Support.dimension_code,
        Support.level,
        Support.shows_learning,
        Support.added_at,
        Support.ended_at,
    ).where(Support.organisation_id == organisation_id)
    if not ended:
        query = query.where(Support.ended_at.is_(None))
    return [
        SupportLine(
            id=row.id,
            evidence_id=row.evidence_id,
            code=row.dimension_code,
            level=row.level,
            shows_learning=row.shows_learning,
            added_on=local(row.added_at).date(),
            ended_on=local(row.ended_at).date() if row.ended_at else None,
        )
        for row in db.session.execute(query.order_by(Support.dimension_code, Support.id))
    ]


def endorsements_of(organisation_id: int) -> list[Endorsed]:
    """Every endorsement that the firm was ever given, the newest first."""
    query = (
        select(
            Review.id,
            Review.dimension_code,
            Review.level,
            Review.decided_at,
            Review.expires_on,
            Review.seen_on,
            Review.reviewer_id,
            Organisation.name.label("reviewer"),
        )
        .join(Organisation, Organisation.id == Review.reviewer_id)
        .where(Review.organisation_id == organisation_id, Review.state.in_(ENDORSING))
        .order_by(Review.decided_at.desc(), Review.id.desc())
    )
    return [
        Endorsed(
            review_id=row.id,
            code=row.dimension_code,
            level=row.level,
            decided_on=local(row.decided_at).date(),
            expires_on=row.expires_on,
            seen_on=row.seen_on,
            reviewer_id=row.reviewer_id,
            reviewer=row.reviewer,
        )
        for row in db.session.execute(query)
    ]


def names_of(codes: Collection[str]) -> dict[str, Localized]:
    """What dimensions are called, the common ones and buyers' own, in the newest version that has them."""
    query = (
        select(Dimension.code, Dimension.name)
        .join(Framework, Framework.id == Dimension.framework_id)
        .where(Dimension.code.in_(codes))
        .distinct(Dimension.code)
        .order_by(Dimension.code, Framework.code != DEFAULT_FRAMEWORK, Framework.version.desc(), Framework.id)
    )
    return {row.code: row.name for row in db.session.execute(query)}


def descriptors(dimension_ids: Collection[int]) -> dict[int, list[Localized]]:
    """What can be seen at each of the six levels, by the number of the dimension."""
    query = (
        select(Level.dimension_id, Level.descriptor)
        .where(Level.dimension_id.in_(dimension_ids))
        .order_by(Level.dimension_id, Level.number)
    )
    found: dict[int, list[Localized]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.dimension_id, []).append(row.descriptor)
    return found


def descriptors_in(framework_id: int, code: str) -> list[Localized]:
    """The same, of one dimension in one version of its framework."""
    query = (
        select(Level.descriptor)
        .join(Dimension, Dimension.id == Level.dimension_id)
        .where(Dimension.framework_id == framework_id, Dimension.code == code)
        .order_by(Level.number)
    )
    return list(db.session.scalars(query))
