"""What happened: events, their answers and corrections, and who must be told."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import selectinload

from app.blueprints.accounts.models import Person
from app.blueprints.safety.models import (
    Event,
    EventPerson,
    EventRevision,
    NoticeDuty,
    Register,
    Site,
)
from app.blueprints.safety.terms import (
    ANSWER_WITHIN_DAYS,
    EventKind,
    Sought,
)
from app.core.clock import OSLO
from app.core.db import db
from app.core.pages import LENGTH, Page, cut

EVERYTHING = Sought()


def get_event(event_id: int) -> Event:
    """The event with who was hurt."""
    return db.session.scalars(select(Event).where(Event.id == event_id).options(selectinload(Event.people))).one()


def list_events(
    organisation_id: int,
    sought: Sought = EVERYTHING,
    *,
    kinds: tuple[EventKind, ...] = (),
    before: str | None = None,
    length: int = LENGTH,
) -> Page:
    """Events newest first, by keyset (`before` is the key of the last one seen). Rows without the long texts.

    `kinds` is short for a `sought` that asks for these alone.
    """
    query = (
        select(Event.id, Event.number, Event.kind, Event.happened_on, Event.place, Event.answered_at, Event.serious)
        .add_columns(func.left(Event.what, 160).label("excerpt"))
        .where(*_where(organisation_id, replace(sought, kinds=kinds) if kinds else sought))
        .order_by(Event.happened_on.desc(), Event.id.desc())
        .limit(length + 1)
    )
    if key := _parse_key(before):
        query = query.where(tuple_(Event.happened_on, Event.id) < tuple_(*map(literal, key)))
    return cut(list(db.session.execute(query)), lambda row: f"{row.happened_on:%Y%m%d}-{row.id}", length)


def events_in_full(organisation_id: int, sought: Sought, *, most: int) -> list[Row[Any]]:
    """What a workbook holds, newest first, at most so many: (Event, whose worker was hurt, site's name). No names."""
    query = (
        select(Event, EventPerson.relation, Site.name.label("site"))
        .outerjoin(EventPerson, _of_event(EventPerson))
        .outerjoin(Site, and_(Site.organisation_id == Event.organisation_id, Site.id == Event.site_id))
        .where(*_where(organisation_id, sought))
        .order_by(Event.happened_on.desc(), Event.id.desc())
        .limit(most)
    )
    return list(db.session.execute(query))


def years_with_events(organisation_id: int) -> range:
    """From the year of the first event to that of the last, the newest first; empty without events."""
    query = select(func.min(Event.happened_on), func.max(Event.happened_on)).where(
        Event.organisation_id == organisation_id
    )
    first, last = db.session.execute(query).one()
    return range(last.year, first.year - 1, -1) if first else range(0)


def _where(organisation_id: int, sought: Sought) -> list[Any]:
    """The conditions that `sought` comes to."""
    found: list[Any] = [Event.organisation_id == organisation_id]
    if sought.kinds:
        found.append(Event.kind.in_(sought.kinds))
    if sought.year:
        found.append(Event.happened_on.between(date(sought.year, 1, 1), date(sought.year, 12, 31)))
    if sought.site_id:
        found.append(Event.site_id == sought.site_id)
    if sought.unanswered:
        found += [Event.kind == EventKind.NEAR_MISS, Event.answered_at.is_(None)]
    return found


def _of_event(table: Any) -> Any:
    return and_(table.organisation_id == Event.organisation_id, table.event_id == Event.id)


def _parse_key(key: str | None) -> tuple[date, int] | None:
    day, _, number = (key or "").partition("-")
    if len(day) != 8 or not (day + number).isascii() or not day.isdigit() or not number.isdigit() or len(number) > 18:
        return None
    try:
        return date(int(day[:4]), int(day[4:6]), int(day[6:])), int(number)
    except ValueError:
        return None


def event_history(event: Event) -> list[Row[Any]]:
    """What the event said before, newest first, with the name of who wrote it."""
    query = (
        select(EventRevision, Person.name.label("name"))
        .outerjoin(Person, Person.id == EventRevision.recorded_by_id)
        .where(EventRevision.organisation_id == event.organisation_id, EventRevision.event_id == event.id)
        .order_by(EventRevision.version.desc())
    )
    return list(db.session.execute(query))


@dataclass(frozen=True)
class NearMisses:
    """Near misses from a day on, and how they were answered."""

    reported: int
    answered: int
    in_time: int
    overdue: int
    before: int

    @property
    def waiting(self) -> int:
        return self.reported - self.answered

    @property
    def due(self) -> int:
        """Those whose answer has come, or should have."""
        return self.answered + self.overdue


def near_misses(organisation_id: int, since: date, today: date) -> NearMisses:
    """Near misses that happened since a day, and how many in as long a time before it (`before`)."""
    recent = Event.happened_on >= since
    query = select(
        func.count().filter(recent),
        func.count().filter(recent, Event.answered_at.is_not(None)),
        func.count().filter(recent, days_open(Event.answered_at) <= ANSWER_WITHIN_DAYS),
        func.count().filter(recent, is_overdue(today)),
        func.count().filter(~recent),
    ).where(
        Event.organisation_id == organisation_id,
        Event.kind == EventKind.NEAR_MISS,
        Event.happened_on.between(since - (today - since) - timedelta(days=1), today),
    )
    return NearMisses(*db.session.execute(query).one())


def days_open(until: Any) -> Any:
    """Whole days, on a calendar in Norway, from the day the near miss was written down."""
    return func.date(func.timezone(OSLO.key, until)) - func.date(func.timezone(OSLO.key, Event.created_at))


def is_overdue(today: date) -> Any:
    """The condition that a near miss has waited longer for its answer than the house allows."""
    written = func.date(func.timezone(OSLO.key, Event.created_at))
    return and_(Event.answered_at.is_(None), written < today - timedelta(days=ANSWER_WITHIN_DAYS))


def next_number(organisation_id: int) -> int:
    """The next number in this firm's register; whoever else asks waits until this transaction ends."""
    query = (
        insert(Register)
        .values(organisation_id=organisation_id, events=1)
        .on_conflict_do_update(index_elements=[Register.organisation_id], set_={"events": Register.events + 1})
        .returning(Register.events)
    )
    return db.session.execute(query).scalar_one()


def duties_on(day: date) -> list[NoticeDuty]:
    """Whom the law asked to be told on that day."""
    query = (
        select(NoticeDuty)
        .where(NoticeDuty.valid_from <= day, (NoticeDuty.valid_to.is_(None)) | (NoticeDuty.valid_to >= day))
        .order_by(NoticeDuty.position, NoticeDuty.id)
    )
    return list(db.session.scalars(query))
