"""Near misses as those who told of them see them, and those that wait."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.safety.models import Event, Poster, Register
from app.blueprints.safety.queries.events import is_overdue
from app.blueprints.safety.terms import Channel, EventKind
from app.core.db import db
from app.core.pages import LENGTH, Page, cut


def lock_register(organisation_id: int) -> None:
    """Whoever else writes in this firm's register waits until this transaction ends."""
    query = insert(Register).values(organisation_id=organisation_id, events=0)
    db.session.execute(
        query.on_conflict_do_update(index_elements=[Register.organisation_id], set_={"events": Register.events})
    )


def find_sent(organisation_id: int, sent_key: UUID) -> Event | None:
    """The report that was sent under this key before."""
    return db.session.scalar(select(Event).where(Event.organisation_id == organisation_id, Event.sent_key == sent_key))


def find_receipt(organisation_id: int, receipt_hash: bytes) -> Row[Any] | None:
    """poster_id, created_at, answered_at and answer of the report with this receipt: no more of it is told."""
    query = select(Event.poster_id, Event.created_at, Event.answered_at, Event.answer).where(
        Event.organisation_id == organisation_id, Event.receipt_hash == receipt_hash
    )
    return db.session.execute(query).one_or_none()


def reports_since(poster: Poster, moment: datetime) -> int:
    """How many reports this poster has given since then."""
    query = select(func.count()).where(
        Event.organisation_id == poster.organisation_id,
        Event.poster_id == poster.id,
        Event.recorded_at >= moment,
    )
    return db.session.scalar(query) or 0


def workers_reports_since(organisation_id: int, moment: datetime, *, by: int | None) -> int:
    """How many near misses workers have told since then: this one under her name, or all of them without theirs."""
    query = select(func.count()).where(
        Event.organisation_id == organisation_id,
        Event.channel == Channel.WORKER,
        Event.poster_id.is_(None),
        Event.recorded_by_id == by,
        Event.recorded_at >= moment,
    )
    return db.session.scalar(query) or 0


def told_before(event: Event, since: datetime) -> int:
    """How many near misses came from posters and workers since then and before this one."""
    query = select(func.count()).where(
        Event.organisation_id == event.organisation_id,
        Event.channel != Channel.OFFICE,
        Event.created_at >= since,
        Event.id < event.id,
    )
    return db.session.scalar(query) or 0


def reports_by(person_id: int, organisation_id: int, *, before: int | None, length: int = LENGTH) -> Page:
    """Near misses that this person has reported under her own name, newest first."""
    query = (
        select(Event.id, Event.number, Event.happened_on, Event.place, Event.answered_at, Event.answer)
        .add_columns(Event.created_at, func.left(Event.what, 300).label("excerpt"))
        .where(
            Event.recorded_by_id == person_id,
            Event.organisation_id == organisation_id,
            Event.kind == EventKind.NEAR_MISS,
        )
        .order_by(Event.id.desc())
        .limit(length + 1)
    )
    if before is not None:
        query = query.where(Event.id < before)
    return cut(list(db.session.execute(query)), lambda row: row.id, length)


def overdue_by_firm(organisation_ids: Collection[int], today: date) -> Sequence[Row[Any]]:
    """(organisation_id, how many near misses have waited too long for an answer), of those that have any."""
    query = (
        select(Event.organisation_id, func.count().label("number"))
        .where(Event.organisation_id.in_(organisation_ids), Event.kind == EventKind.NEAR_MISS, is_overdue(today))
        .group_by(Event.organisation_id)
        .order_by(Event.organisation_id)
    )
    return db.session.execute(query).all()
