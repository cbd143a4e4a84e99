"""Cases: opening them, the queue, the lease, and moving on by compare and swap."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, case, func, or_, select, text, update

from app.blueprints.accounts.models import Person
from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Case, Decision, Signal
from app.blueprints.moderation.terms.cases import (
    IN_QUEUE,
    LEASE,
    CaseFilter,
    CaseKind,
    CaseState,
    Figures,
    Severity,
    SignalDraft,
)
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.subjects import Description, fingerprint
from app.core.clock import now
from app.core.db import db
from app.core.pages import Page, cut

MEDIAN_OVER = timedelta(days=7)

OPEN_CASE = text(
    "SELECT moderation_open_case(:subject_type, :subject_id, :source, :reason, :severity, :found, :due, :due_if_many,"
    " :reporter_id, :reporter_organisation_id, :note, :reply_to, :reply_lang, :title, :language, :author_id,"
    " :organisation_id, :seen_title, :seen_body, :sha256, :at)"
)

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


def _unless_conflicted(actor: Actor) -> ColumnElement[bool]:
    """Cases that the actor may decide; the same rule as `policies.is_conflicted`."""
    own = [m.organisation_id for m in (*actor.memberships, *actor.workplaces)]
    return Case.subject_author_id.is_distinct_from(actor.person_id) & or_(
        Case.subject_organisation_id.is_(None), Case.subject_organisation_id.not_in(own)
    )


def queue(wanted: CaseFilter, after: tuple[datetime, int] | None = None) -> Page:
    """Open cases, the soonest due first, with the name of whoever has each in hand."""
    query = (
        select(Case, Person.name.label("claimed_by_name"))
        .outerjoin(Person, Person.id == Case.claimed_by)
        .where(Case.state.in_(IN_QUEUE))
        .order_by(Case.due_at, Case.id)
        .limit(21)
    )
    if wanted.reason:
        query = query.where(Case.reason == wanted.reason)
    if wanted.language:
        query = query.where(Case.subject_language == wanted.language)
    if after is not None:
        query = query.where(or_(Case.due_at > after[0], (Case.due_at == after[0]) & (Case.id > after[1])))
    return cut(list(db.session.execute(query)), lambda row: f"{row.Case.due_at.isoformat()}_{row.Case.id}")


def figures(at: datetime, day_began: datetime) -> Figures:
    """The tiles, in two statements."""
    waiting = db.session.execute(
        select(
            func.count(),
            func.count().filter(Case.due_at < at),
            func.count().filter(Case.claimed_until > at),
            func.count().filter(Case.kind == CaseKind.APPEAL),
        ).where(Case.state.in_(IN_QUEUE))
    ).one()
    lasted = func.extract("epoch", Case.closed_at - Case.created_at)
    median = (
        select(func.percentile_cont(0.5).within_group(lasted))
        .where(Case.closed_at > at - MEDIAN_OVER)
        .scalar_subquery()
    )
    today = db.session.execute(
        select(
            median,
            func.count(),
            *(func.count().filter(Decision.action == action) for action in (Action.APPROVE, Action.HIDE)),
        ).where(Decision.created_at >= day_began)
    ).one()
    return Figures(
        waiting=waiting[0],
        overdue=waiting[1],
        in_hand=waiting[2],
        appeals=waiting[3],
        median_seconds=None if today[0] is None else int(today[0]),
        decided_today=today[1],
        approved_today=today[2],
        changed_today=today[1] - today[2] - today[3],
        hidden_today=today[3],
    )


def waiting_count() -> int:
    """How many open cases there are; for the menu."""
    return db.session.scalar(select(func.count()).select_from(Case).where(Case.state.in_(IN_QUEUE))) or 0


def next_case(actor: Actor, at: datetime) -> Case | None:
    """The longest waiting case that nobody has in hand and the actor may decide; two who ask at once get two cases."""
    query = (
        select(Case)
        .where(
            Case.state.in_(IN_QUEUE),
            or_(Case.claimed_until.is_(None), Case.claimed_until <= at, Case.claimed_by == actor.person_id),
            _unless_conflicted(actor),
        )
        .order_by(case((Case.claimed_by == actor.person_id, 0), else_=1), Case.due_at, Case.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return db.session.scalars(query).one_or_none()


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
    """The lease anew, for whoever has it or had it last; False when somebody else has taken the case, or it moved on."""
    query = update(Case).where(Case.id == case_id, Case.claimed_by == person_id, Case.state.in_(IN_QUEUE))
    return _changed(query.values(claimed_until=at + LEASE))


def author_answered(subject_type: str, subject_id: int, due: datetime) -> int | None:
    """The author may not read cases: the database moves it on, if it is hers."""
    values = {"subject_type": subject_type, "subject_id": subject_id, "due": due}
    return db.session.scalar(AUTHOR_ANSWERED, values)


def let_go(case_id: int, person_id: int) -> bool:
    """Give the lease back."""
    return _changed(
        update(Case).where(Case.id == case_id, Case.claimed_by == person_id).values(claimed_by=None, claimed_until=None)
    )


def move_on(case_id: int, version: int, *, closed_at: datetime | None) -> bool:
    """Compare and swap: from `version` to the next one, closed. False when somebody was first."""
    values: dict[str, Any] = {"version": version + 1, "claimed_by": None, "claimed_until": None}
    if closed_at is not None:
        values |= {"state": CaseState.CLOSED, "closed_at": closed_at}
    return _changed(update(Case).where(Case.id == case_id, Case.version == version).values(**values))


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
