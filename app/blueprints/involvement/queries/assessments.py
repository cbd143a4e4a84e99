"""Assessments with their measures and hearings. Row-level security: the hosts, of a hearing also the firm heard."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, func, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.involvement.models import Assessment, Hearing, Measure
from app.core.db import db


def assessments_of(dialogue_id: int) -> Sequence[Row[Any]]:
    """Each with the name and number of its organisation, and how many measures stand."""
    measures = (
        select(Measure.assessment_id, func.count().label("number"))
        .where(Measure.dialogue_id == dialogue_id)
        .group_by(Measure.assessment_id)
        .subquery()
    )
    query = (
        select(
            Assessment.id, Assessment.organisation_id, Assessment.risk, Assessment.conclusion, Assessment.residual,
            Assessment.concluded_on, Organisation.name, Organisation.number,
            func.coalesce(measures.c.number, 0).label("measures"),
        )
        .join(Organisation, Organisation.id == Assessment.organisation_id)
        .outerjoin(measures, measures.c.assessment_id == Assessment.id)
        .where(Assessment.dialogue_id == dialogue_id)
        .order_by(Assessment.id)
    )  # fmt: skip
    return db.session.execute(query).all()


def get_assessment(assessment_id: int) -> Assessment:
    return db.session.scalars(select(Assessment).where(Assessment.id == assessment_id)).one()


def assessment_of(dialogue_id: int, organisation_id: int) -> Assessment | None:
    query = select(Assessment).where(
        Assessment.dialogue_id == dialogue_id, Assessment.organisation_id == organisation_id
    )
    return db.session.scalars(query).one_or_none()


def measures_of(dialogue_id: int, assessment_id: int | None = None) -> Sequence[Measure]:
    """In the order in which they were weighed: of one assessment, or of the whole dialogue."""
    query = select(Measure).where(Measure.dialogue_id == dialogue_id).order_by(Measure.id)
    if assessment_id is not None:
        query = query.where(Measure.assessment_id == assessment_id)
    return db.session.scalars(query).all()


def hearings_of(dialogue_id: int, assessment_id: int | None = None) -> Sequence[Hearing]:
    query = select(Hearing).where(Hearing.dialogue_id == dialogue_id).order_by(Hearing.id)
    if assessment_id is not None:
        query = query.where(Hearing.assessment_id == assessment_id)
    return db.session.scalars(query).all()


def get_hearing(hearing_id: int) -> Hearing:
    return db.session.scalars(select(Hearing).where(Hearing.id == hearing_id)).one()


def lock_hearing(hearing_id: int) -> Hearing:
    query = select(Hearing).where(Hearing.id == hearing_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def firm_of(hearing: Hearing) -> Row[Any]:
    """Name and number of who is heard."""
    query = select(Organisation.name, Organisation.number).where(Organisation.id == hearing.organisation_id)
    return db.session.execute(query).one()


def open_hearing(dialogue_id: int, assessment_id: int) -> Hearing | None:
    """One that waits for its answer."""
    query = select(Hearing).where(
        and_(Hearing.dialogue_id == dialogue_id, Hearing.assessment_id == assessment_id, Hearing.answered_on.is_(None))
    )
    return db.session.scalars(query.order_by(Hearing.id.desc()).limit(1)).one_or_none()
