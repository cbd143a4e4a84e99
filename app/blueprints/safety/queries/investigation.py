"""What follows from an event: its investigation, its measures on the plan, and who has been told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.improvement.models import Action, EffectCheck
from app.blueprints.improvement.terms import ActionStatus
from app.blueprints.safety import rules
from app.blueprints.safety.models import Event, EventNotice, Investigation
from app.blueprints.safety.terms import Measure
from app.core.db import db

SUBJECT_KIND = "safety"


def investigation_of(event: Event) -> Investigation | None:
    return db.session.scalar(
        select(Investigation).where(
            Investigation.organisation_id == event.organisation_id, Investigation.event_id == event.id
        )
    )


def insert_investigation(event: Event, values: dict[str, Any]) -> Investigation | None:
    """The new one, or None when somebody else has begun one at this very moment."""
    query = (
        insert(Investigation)
        .values(organisation_id=event.organisation_id, event_id=event.id, **values)
        .on_conflict_do_nothing(index_elements=[Investigation.organisation_id, Investigation.event_id])
        .returning(Investigation)
    )
    return db.session.scalars(query).one_or_none()


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """An action of the plan after an event. `effective` is what the latest check saw, None before anybody looked."""

    id: int
    title: str
    measure: Measure
    status: ActionStatus
    due_on: date
    effective: bool | None
    checked_on: date | None


def measures(event: Event) -> list[MeasureRow]:
    """What the firm does about it, immediate measures first and then by the day they are due: one statement."""
    subjects = {f"{SUBJECT_KIND}:{rules.measure_code(event.number, measure)}": measure for measure in Measure}
    latest = (
        select(EffectCheck.effective, EffectCheck.checked_on)
        .where(EffectCheck.organisation_id == Action.organisation_id, EffectCheck.action_id == Action.id)
        .order_by(EffectCheck.id.desc())
        .limit(1)
        .lateral()
    )
    query = (
        select(
            Action.id,
            Action.title,
            Action.subject,
            Action.status,
            Action.due_on,
            latest.c.effective,
            latest.c.checked_on,
        )
        .outerjoin(latest, latest.c.checked_on.is_not(None))
        .where(Action.organisation_id == event.organisation_id, Action.subject.in_(subjects))
        .order_by(Action.subject, Action.due_on, Action.id)  # "immediate" comes before "lasting"
    )
    return [
        MeasureRow(row.id, row.title, subjects[row.subject], row.status, row.due_on, row.effective, row.checked_on)
        for row in db.session.execute(query)
    ]


def event_ids(organisation_id: int, numbers: Collection[int]) -> dict[int, int]:
    """{number within the firm: id} of those that the reader may see."""
    query = select(Event.number, Event.id).where(Event.organisation_id == organisation_id, Event.number.in_(numbers))
    return {row.number: row.id for row in db.session.execute(query)} if numbers else {}


def newest_numbers(organisation_id: int, most: int) -> list[int]:
    """The numbers of the events that happened last, the newest first."""
    query = select(Event.number).where(Event.organisation_id == organisation_id)
    return list(db.session.scalars(query.order_by(Event.happened_on.desc(), Event.id.desc()).limit(most)))


def notices_of(event: Event) -> dict[str, EventNotice]:
    """Who has been told, by the code of the duty; the newest note of each."""
    query = (
        select(EventNotice)
        .where(EventNotice.organisation_id == event.organisation_id, EventNotice.event_id == event.id)
        .order_by(EventNotice.id)
    )
    return {noted.duty_code: noted for noted in db.session.scalars(query)}
