"""Questions to lawyers. Row-level security shows a lawyer the cases that she has been asked about, and no other."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, select, update
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Person, PlatformGrant
from app.blueprints.accounts.terms import PlatformRole
from app.blueprints.moderation.models import Case, LegalOpinion, Snapshot
from app.blueprints.moderation.terms.cases import CaseState
from app.core.db import db
from app.core.pages import Page, cut

MOST = 20


def hand_to(case_id: int, version: int, state: CaseState) -> bool:
    """Compare and swap: into another open state, out of everybody's hand. False when the case has moved on."""
    query = (
        update(Case)
        .where(Case.id == case_id, Case.version == version, Case.state != CaseState.CLOSED)
        .values(state=state, version=version + 1, claimed_by=None, claimed_until=None)
    )
    return _changed(query)


def give(opinion_id: int, answer: str, by_id: int, at: datetime) -> bool:
    """Once; False when somebody else has answered."""
    query = (
        update(LegalOpinion)
        .where(LegalOpinion.id == opinion_id, LegalOpinion.answered_at.is_(None))
        .values(answer=answer, answered_by=by_id, answered_at=at)
    )
    return _changed(query)


def _changed(query: Any) -> bool:
    result = db.session.execute(query.execution_options(synchronize_session="fetch"))
    return bool(result.rowcount)  # type: ignore[attr-defined]


def get_opinion(opinion_id: int) -> LegalOpinion:
    return db.session.scalars(select(LegalOpinion).where(LegalOpinion.id == opinion_id)).one()


def get_case_asked_about(case_id: int) -> Case:
    return db.session.scalars(select(Case).where(Case.id == case_id)).one()


def questions(*, answered: bool, after: int | None = None) -> Page:
    """What lawyers have been asked: those that wait, the oldest first; those answered, the newest first."""
    asker = aliased(Person)
    query = (
        select(
            LegalOpinion,
            Case.subject_title,
            Case.subject_language,
            Case.subject_type,
            asker.name.label("asked_by_name"),
        )
        .join(Case, Case.id == LegalOpinion.case_id)
        .join(asker, asker.id == LegalOpinion.asked_by)
        .where(LegalOpinion.answered_at.is_not(None) if answered else LegalOpinion.answered_at.is_(None))
        .order_by(LegalOpinion.id.desc() if answered else LegalOpinion.id)
        .limit(MOST + 1)
    )
    if after is not None:
        query = query.where(LegalOpinion.id < after if answered else LegalOpinion.id > after)
    return cut(list(db.session.execute(query)), lambda row: str(row.LegalOpinion.id))


def opinions_on(case_id: int) -> list[Row[Any]]:
    """Questions about one case with who asked and who answered, oldest first."""
    asker, lawyer = aliased(Person), aliased(Person)
    query = (
        select(LegalOpinion, asker.name.label("asked_by_name"), lawyer.name.label("answered_by_name"))
        .join(asker, asker.id == LegalOpinion.asked_by)
        .outerjoin(lawyer, lawyer.id == LegalOpinion.answered_by)
        .where(LegalOpinion.case_id == case_id)
        .order_by(LegalOpinion.id)
    )
    return list(db.session.execute(query))


def newest_snapshot(case_id: int) -> Snapshot | None:
    """What the thing said when it was last reported."""
    query = select(Snapshot).where(Snapshot.case_id == case_id).order_by(Snapshot.id.desc()).limit(1)
    return db.session.scalars(query).one_or_none()


def unanswered_count() -> int:
    """How many questions wait; for a lawyer's menu."""
    query = select(func.count()).select_from(LegalOpinion).where(LegalOpinion.answered_at.is_(None))
    return db.session.scalar(query) or 0


def lawyers() -> list[int]:
    """Who is told of a new question."""
    query = select(PlatformGrant.person_id).join(
        Person, and_(Person.id == PlatformGrant.person_id, Person.closed_at.is_(None))
    )
    return list(db.session.scalars(query.where(PlatformGrant.role == PlatformRole.LAWYER)))
