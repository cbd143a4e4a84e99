"""Appeals, as their authors and moderators read them, and the decisions about one author."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, or_, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from app.blueprints.moderation.models import Appeal, Case, Decision, Settlement
from app.blueprints.moderation.terms.appeals import AppealDraft, Outcome
from app.blueprints.moderation.terms.cases import CaseState
from app.blueprints.moderation.terms.decisions import Action, Settled
from app.blueprints.moderation.terms.subjects import Visibility
from app.core.db import db
from app.core.pages import Page, cut

MOST = 20
OPEN_APPEAL = text("SELECT moderation_open_appeal(:decision_id, :body, :lang, :due, :at)")


def stood_at(decision_id: int) -> datetime | None:
    """Since when the decision stands, and its author knows of it; None for one that may be, or was, undone."""
    query = select(Settlement.created_at).where(Settlement.decision_id == decision_id, Settlement.how == Settled.STANDS)
    return db.session.scalar(query)


def appeal_of(decision_id: int) -> Appeal | None:
    query = select(Appeal).where(Appeal.decision_id == decision_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def appeal_in(case_id: int) -> Appeal:
    """What an appeal's case is about."""
    return db.session.scalars(select(Appeal).where(Appeal.case_id == case_id)).one()


def open_appeal(decision_id: int, draft: AppealDraft, *, due: datetime, at: datetime) -> bool:
    """Made by a function of the database, since who appeals may not read cases. False when somebody was first."""
    values = {"decision_id": decision_id, "body": draft.text, "lang": draft.lang, "due": due, "at": at}
    try:
        with db.session.begin_nested():
            db.session.execute(OPEN_APPEAL, values)
    except IntegrityError:
        return False
    return True


def write_answer(appeal_id: int, outcome: Outcome, answer: Decision, at: datetime) -> bool:
    """Once; False when the appeal has its answer."""
    query = (
        update(Appeal)
        .where(Appeal.id == appeal_id, Appeal.answered_at.is_(None))
        .values(outcome=outcome, answer_id=answer.id, answered_by=answer.decided_by, answered_at=at)
    )
    result = db.session.execute(query.execution_options(synchronize_session="fetch"))
    return bool(result.rowcount)  # type: ignore[attr-defined]


def decisions_about(person_id: int, organisation_ids: Sequence[int], after: int | None = None) -> Page:
    """What stands about one author, and about what her organisations are answerable for: each with its appeal."""
    query = (
        select(Decision, Settlement.created_at.label("stood_at"), Appeal)
        .join(Settlement, (Settlement.decision_id == Decision.id) & (Settlement.how == Settled.STANDS))
        .outerjoin(Appeal, Appeal.decision_id == Decision.id)
        .where(
            or_(
                Decision.subject_author_id == person_id,
                Decision.subject_author_id.is_(None) & Decision.subject_organisation_id.in_(organisation_ids),
            ),
            # That somebody reported what stands as before is nobody's news.
            or_(Decision.action != Action.APPROVE, Decision.was != Visibility.PUBLIC.value),
        )
        .order_by(Decision.id.desc())
        .limit(MOST + 1)
    )
    if after is not None:
        query = query.where(Decision.id < after)
    return cut(list(db.session.execute(query)), lambda row: str(row.Decision.id))


def was_taken_since(first: Decision, but: Decision) -> bool:
    """Whether a later decision, other than `but`, has taken the same thing from the public and has not been undone."""
    later = aliased(Decision)
    undone = exists().where(Settlement.decision_id == later.id, Settlement.how == Settled.UNDONE)
    query = select(
        exists().where(
            later.subject_type == first.subject_type,
            later.subject_id == first.subject_id,
            later.id > first.id,
            later.id != but.id,
            later.action.in_([Action.HIDE, Action.RETURN, Action.REFER_BUYER]),
            ~undone,
        )
    )
    return bool(db.session.scalar(query))


def close_waiting_for_author(case_id: int, at: datetime) -> None:
    """A case that waits for its author's change, when there is nothing to change any more."""
    query = (
        update(Case)
        .where(Case.id == case_id, Case.state == CaseState.WITH_AUTHOR)
        .values(state=CaseState.CLOSED, closed_at=at, version=Case.version + 1, claimed_by=None, claimed_until=None)
    )
    db.session.execute(query.execution_options(synchronize_session=False))
