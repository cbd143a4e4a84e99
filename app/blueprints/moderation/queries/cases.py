"""Cases: opening them, the queue, the lease, and moving on by compare and swap."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select, text, update

from app.blueprints.accounts.models import Person
from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Case, Signal
from app.blueprints.moderation.terms.cases import (
    IN_QUEUE,
    LEASE,
    CaseKind,
    CaseState,
    Severity,
    SignalDraft,
)
from app.blueprints.moderation.terms.subjects import Description, fingerprint
from app.core.clock import now
from app.core.db import db

OPEN_CASE = text(
    "SELECT moderation_open_case(:subject_type, :subject_id, :source, :reason, :severity, :found, :due, :due_if_many,"
    " :reporter_id, :reporter_organisation_id, :note, :reply_to, :reply_lang, :title, :language, :author_id,"
    " :organisation_id, :seen_title, :seen_body, :sha256, :at)"
)

# The same rule as `policies.is_conflicted`: her own thing, her organisation's, what she decided, what she proposed.
UNCONFLICTED = """
  subject_author_id IS DISTINCT FROM :me
  AND (subject_organisation_id IS NULL OR subject_organisation_id <> ALL (CAST(:own AS bigint[])))
  AND (state <> 'second' OR passed_by <> :me)
  AND (decision_id IS NULL OR NOT EXISTS (
    SELECT FROM moderation_decision d
    WHERE d.id = moderation_case.decision_id AND :me IN (d.decided_by, d.proposed_by)))
"""
IN_HER_HAND = "claimed_by = :me AND claimed_until > :at"
NOBODYS = "(claimed_until IS NULL OR claimed_until <= :at)"
IN_THE_QUEUE = "state IN ('waiting', 'second')"  # as a literal: the index is partial
AUTHOR_ANSWERED = text("SELECT moderation_author_answered(:subject_type, :subject_id, :due)")


def open_case(
    subject_type: str,
    subject_id: int,
    about: Description,
    draft: SignalDraft,
    *,
    severity: Severity,
    due: datetime,
    due_if_many: datetime,
    reporter_id: int | None,
    reporter_organisation_id: int | None = None,
    reply_to: bytes | None = None,
    reply_lang: str | None = None,
) -> int:
    """The id of the thing's one open case, with this signal on it. A reporter may not read: the database does it."""
    seen_title = about.title if draft.seen_title is None else draft.seen_title
    seen_body = about.text if draft.seen_text is None else draft.seen_text
    values = {
        "subject_type": subject_type,
        "subject_id": subject_id,
        "source": draft.source.value,
        "reason": draft.reason,
        "severity": int(severity),
        "found": list(draft.found),
        "due": due,
        "due_if_many": due_if_many,
        "reporter_id": reporter_id,
        "reporter_organisation_id": reporter_organisation_id,
        "note": draft.note,
        "reply_to": reply_to,
        "reply_lang": reply_lang,
        "title": about.title[:300],
        "language": about.language,
        "author_id": about.author_id,
        "organisation_id": about.organisation_id,
        "seen_title": seen_title[:300],
        "seen_body": seen_body,
        "sha256": fingerprint(seen_title, seen_body),
        "at": now(),
    }
    return int(db.session.execute(OPEN_CASE, values).scalar_one())


def get_case(case_id: int) -> Case:
    return db.session.scalars(select(Case).where(Case.id == case_id)).one()


def open_case_about(subject_type: str, subject_id: int) -> Case:
    """The one open case about a thing."""
    query = select(Case).where(
        Case.subject_type == subject_type,
        Case.subject_id == subject_id,
        Case.state != CaseState.CLOSED,
        Case.kind == CaseKind.CONTENT,
    )
    return db.session.scalars(query).one()


def next_case(actor: Actor, at: datetime) -> Case | None:
    """The case that she has in hand already; else the soonest due that nobody has and that she may decide.

    Two who ask at once get two cases: what another is being given just now is passed over.
    """
    own = [m.organisation_id for m in (*actor.memberships, *actor.workplaces)]
    values = {"me": actor.person_id, "own": own, "at": at}
    query = (
        select(Case)
        .where(text(IN_THE_QUEUE), text(UNCONFLICTED))
        .order_by(Case.due_at, Case.id)
        .limit(1)
        .with_for_update(of=Case, skip_locked=True)
    )
    for whose in (IN_HER_HAND, NOBODYS):
        case = db.session.scalars(query.where(text(whose)), values).one_or_none()
        if case is not None:
            return case
    return None


def claim(case_id: int, person_id: int, at: datetime, *, break_in: bool) -> bool:
    """Take the lease on an open case; False when somebody else has it (unless broken into) or it is closed."""
    query = (
        update(Case)
        .where(Case.id == case_id, Case.state != CaseState.CLOSED)
        .values(claimed_by=person_id, claimed_until=at + LEASE)
    )
    if not break_in:
        query = query.where(or_(Case.claimed_until.is_(None), Case.claimed_until <= at, Case.claimed_by == person_id))
    return _changed(query)


def renew(case_id: int, person_id: int, at: datetime) -> bool:
    """The lease anew, for whoever had it last; False when somebody else has taken the case, or it moved on."""
    query = update(Case).where(Case.id == case_id, Case.claimed_by == person_id, Case.state.in_(IN_QUEUE))
    return _changed(query.values(claimed_until=at + LEASE))


def author_answered(subject_type: str, subject_id: int, due: datetime) -> int | None:
    """The author may not read cases: the database moves it on, if it is hers."""
    values = {"subject_type": subject_type, "subject_id": subject_id, "due": due}
    case_id: int | None = db.session.scalar(AUTHOR_ANSWERED, values)
    return case_id


def let_go(case_id: int, person_id: int) -> bool:
    """Give the lease back."""
    return _changed(
        update(Case).where(Case.id == case_id, Case.claimed_by == person_id).values(claimed_by=None, claimed_until=None)
    )


def _changed(query: Any) -> bool:
    result = db.session.execute(query.execution_options(synchronize_session=False))
    return bool(result.rowcount)  # type: ignore[attr-defined]


def signals(case_id: int) -> list[Row[Any]]:
    """What was said of it, oldest first, with the reporter's name."""
    query = (
        select(Signal, Person.name.label("reporter_name"))
        .outerjoin(Person, Person.id == Signal.reporter_id)
        .where(Signal.case_id == case_id)
        .order_by(Signal.id)
    )
    return list(db.session.execute(query))


def reporters(case_id: int) -> list[int]:
    query = select(Signal.reporter_id).where(Signal.case_id == case_id, Signal.reporter_id.is_not(None))
    return [reporter for reporter in db.session.scalars(query) if reporter is not None]
