"""Every statement about cases, signals and decisions."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, case, func, or_, select, text, update
from sqlalchemy.exc import NoResultFound

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Case, Decision, Signal
from app.blueprints.moderation.terms import (
    Action,
    CaseFilter,
    CaseState,
    Description,
    Figures,
    Source,
)
from app.core.clock import now
from app.core.db import db
from app.core.pages import Page, cut

T = TypeVar("T")
DUE_AFTER = timedelta(hours=4)
LEASE = timedelta(minutes=15)
MEDIAN_OVER = timedelta(days=7)

OPEN_CASE = text(
    "SELECT moderation_open_case(:subject_type, :subject_id, :source, :reason, :reporter_id, :note, :sha256, :title,"
    " :language, :author_id, :organisation_id, :at)"
)


def open_case(
    subject_type: str,
    subject_id: int,
    about: Description,
    *,
    source: Source,
    reason: str,
    reporter_id: int | None,
    **signal: str,
) -> int:
    """The id of the thing's one open case, with this signal on it. A reporter may not read: the database does it."""
    values = {
        "subject_type": subject_type,
        "subject_id": subject_id,
        "source": source.value,
        "reason": reason,
        "reporter_id": reporter_id,
        "title": about.title[:300],
        "language": about.language,
        "author_id": about.author_id,
        "organisation_id": about.organisation_id,
        "at": now(),
        **signal,
    }
    return int(db.session.execute(OPEN_CASE, values).scalar_one())


def get_case(case_id: int) -> Case:
    return db.session.scalars(select(Case).where(Case.id == case_id)).one()


def open_case_about(subject_type: str, subject_id: int) -> Case:
    """The one open case about a thing."""
    query = select(Case).where(
        Case.subject_type == subject_type, Case.subject_id == subject_id, Case.state == CaseState.OPEN
    )
    return db.session.scalars(query).one()


def get_decision(decision_id: int) -> Decision:
    """Row-level security lets moderators and the author find it."""
    return db.session.scalars(select(Decision).where(Decision.id == decision_id)).one()


def _unless_conflicted(actor: Actor) -> ColumnElement[bool]:
    """Cases that the actor may decide; the same rule as `policies.is_conflicted`."""
    own = [m.organisation_id for m in (*actor.memberships, *actor.workplaces)]
    return Case.subject_author_id.is_distinct_from(actor.person_id) & or_(
        Case.subject_organisation_id.is_(None), Case.subject_organisation_id.not_in(own)
    )


def queue(wanted: CaseFilter, after: tuple[datetime, int] | None = None) -> Page:
    """Open cases, the longest waiting first, with the name of whoever has each in hand."""
    query = (
        select(Case, Person.name.label("claimed_by_name"))
        .outerjoin(Person, Person.id == Case.claimed_by)
        .where(Case.state == CaseState.OPEN)
        .order_by(Case.created_at, Case.id)
        .limit(21)
    )
    if wanted.reason:
        query = query.where(Case.reason == wanted.reason)
    if wanted.language:
        query = query.where(Case.subject_language == wanted.language)
    if after is not None:
        query = query.where(or_(Case.created_at > after[0], (Case.created_at == after[0]) & (Case.id > after[1])))
    return cut(list(db.session.execute(query)), lambda row: f"{row.Case.created_at.isoformat()}_{row.Case.id}")


def figures(at: datetime, day_began: datetime) -> Figures:
    """The tiles, in two statements."""
    waiting = db.session.execute(
        select(
            func.count(),
            func.count().filter(Case.created_at < at - DUE_AFTER),
            func.count().filter(Case.claimed_until > at),
        ).where(Case.state == CaseState.OPEN)
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
            *(
                func.count().filter(Decision.action == action)
                for action in (Action.APPROVE, Action.HIDE, Action.RESTORE)
            ),
        ).where(Decision.created_at >= day_began)
    ).one()
    return Figures(
        waiting=waiting[0],
        overdue=waiting[1],
        in_hand=waiting[2],
        median_seconds=None if today[0] is None else int(today[0]),
        approved_today=today[1],
        hidden_today=today[2],
        restored_today=today[3],
    )


def waiting_count() -> int:
    """How many open cases there are; for the menu."""
    return db.session.scalar(select(func.count()).select_from(Case).where(Case.state == CaseState.OPEN)) or 0


def next_case(actor: Actor, at: datetime) -> Case | None:
    """The longest waiting case that nobody has in hand and the actor may decide; two who ask at once get two cases."""
    query = (
        select(Case)
        .where(
            Case.state == CaseState.OPEN,
            or_(Case.claimed_until.is_(None), Case.claimed_until <= at, Case.claimed_by == actor.person_id),
            _unless_conflicted(actor),
        )
        .order_by(case((Case.claimed_by == actor.person_id, 0), else_=1), Case.created_at, Case.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return db.session.scalars(query).one_or_none()


def claim(case_id: int, person_id: int, at: datetime, *, break_in: bool) -> bool:
    """Take the lease on an open case; False when somebody else has it (unless broken into) or it is closed."""
    query = (
        update(Case)
        .where(Case.id == case_id, Case.state == CaseState.OPEN)
        .values(claimed_by=person_id, claimed_until=at + LEASE)
    )
    if not break_in:
        query = query.where(or_(Case.claimed_until.is_(None), Case.claimed_until <= at, Case.claimed_by == person_id))
    return _changed(query)


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


def decisions(case_id: int) -> list[Row[Any]]:
    """The decisions in a case, oldest first, with who made them."""
    query = (
        select(Decision, Person.name.label("decided_by_name"))
        .join(Person, Person.id == Decision.decided_by)
        .where(Decision.case_id == case_id)
        .order_by(Decision.id)
    )
    return list(db.session.execute(query))


def earlier_decisions(author_id: int | None, but_case_id: int, limit: int = 5) -> list[Row[Any]]:
    """What was decided on other things by the same author, newest first: like cases alike."""
    if author_id is None:
        return []
    query = (
        select(
            Decision.id,
            Decision.subject_title,
            Decision.action,
            Decision.reason_code,
            Decision.created_at,
            Decision.case_id,
        )
        .where(Decision.subject_author_id == author_id, Decision.case_id != but_case_id)
        .order_by(Decision.id.desc())
        .limit(limit)
    )
    return list(db.session.execute(query))


def names(person_ids: Iterable[int | None]) -> dict[int, str]:
    """Who these are."""
    wanted = {person_id for person_id in person_ids if person_id is not None}
    if not wanted:
        return {}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def author_locale(person_id: int | None) -> str:
    """The language in which the author is written to; the site's own when there is no author left."""
    found = db.session.scalar(select(Person.locale).where(Person.id == person_id)) if person_id is not None else None
    return found or "nb"


def organisation_name(organisation_id: int | None) -> str:
    if organisation_id is None:
        return ""
    return db.session.scalar(select(Organisation.name).where(Organisation.id == organisation_id)) or ""


def found(thing: T | None) -> T:
    """The thing; NoResultFound (a 404 at the door) when there is none."""
    if thing is None:
        raise NoResultFound
    return thing
