"""Every statement of the room. Row-level security stands behind each: what belongs to another firm is not there."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, and_, extract, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import selectinload

from app.blueprints.accounts.models import Person
from app.blueprints.safety.models import (
    Event,
    EventPerson,
    EventRevision,
    Hours,
    HoursRevision,
    NoticeDuty,
    Register,
)
from app.blueprints.safety.rules import (
    Comparison,
    Counts,
    Exposure,
    MonthHours,
    compare_windows,
    exposure,
    missing_months,
    rolling,
)
from app.blueprints.safety.terms import (
    ANSWER_WITHIN_DAYS,
    COUNTED,
    IN_THE_HOURS,
    INJURIES,
    Basis,
    EventKind,
    Indicator,
    Month,
    Window,
)
from app.core import clock
from app.core.clock import OSLO
from app.core.db import db
from app.core.pages import LENGTH, Page, cut

# ---- hours -------------------------------------------------------------------------------------------------------


def get_hours(hours_id: int) -> Hours:
    return db.session.scalars(select(Hours).where(Hours.id == hours_id)).one()


def hours_of(organisation_id: int, window: Window) -> list[Hours]:
    """The months of the window that have hours, newest first."""
    query = (
        select(Hours)
        .where(Hours.organisation_id == organisation_id, _inside(window))
        .order_by(Hours.year.desc(), Hours.month.desc())
    )
    return list(db.session.scalars(query))


def hours_by_month(organisation_id: int, window: Window) -> dict[Month, MonthHours]:
    """Total hours of each reported month, own and hired-in together, and whether they are estimated."""
    query = select(Hours.year, Hours.month, Hours.own + Hours.hired_in, Hours.basis).where(
        Hours.organisation_id == organisation_id, _inside(window)
    )
    return {
        Month(year, month): MonthHours(total, basis is Basis.ESTIMATED)
        for year, month, total, basis in db.session.execute(query)
    }


def reported_ends(organisation_id: int) -> tuple[Month | None, Month | None]:
    """The first and the last month with hours; (None, None) before anything was reported."""
    index = Hours.year * 12 + Hours.month - 1
    query = select(func.min(index), func.max(index)).where(Hours.organisation_id == organisation_id)
    first, last = db.session.execute(query).one()
    return (None, None) if first is None else (_month(first), _month(last))


def insert_hours(values: dict[str, Any]) -> Hours | None:
    """The new month, or None when that month has been reported already (also by somebody at this very moment)."""
    query = (
        insert(Hours)
        .values(**values)
        .on_conflict_do_nothing(index_elements=[Hours.organisation_id, Hours.year, Hours.month])
        .returning(Hours)
    )
    return db.session.scalars(query).one_or_none()


def hours_history(hours: Hours) -> list[Row[Any]]:
    """What the month said before, newest first, with the name of who wrote it."""
    query = (
        select(HoursRevision, Person.name.label("name"))
        .outerjoin(Person, Person.id == HoursRevision.recorded_by_id)
        .where(HoursRevision.organisation_id == hours.organisation_id, HoursRevision.hours_id == hours.id)
        .order_by(HoursRevision.version.desc())
    )
    return list(db.session.execute(query))


def _inside(window: Window) -> Any:
    return tuple_(Hours.year, Hours.month).between(
        tuple_(*map(literal, window.first)), tuple_(*map(literal, window.last))
    )


def _month(index: int) -> Month:
    return Month(index // 12, index % 12 + 1)


# ---- events ------------------------------------------------------------------------------------------------------


def get_event(event_id: int) -> Event:
    """The event with who was hurt."""
    return db.session.scalars(select(Event).where(Event.id == event_id).options(selectinload(Event.people))).one()


def list_events(
    organisation_id: int, *, kinds: tuple[EventKind, ...] = (), before: str | None = None, length: int = LENGTH
) -> Page:
    """Events newest first, by keyset (`before` is the key of the last one seen). Rows without the long texts."""
    query = (
        select(Event.id, Event.number, Event.kind, Event.happened_on, Event.place, Event.answered_at, Event.serious)
        .add_columns(func.left(Event.what, 160).label("excerpt"))
        .where(Event.organisation_id == organisation_id)
        .order_by(Event.happened_on.desc(), Event.id.desc())
        .limit(length + 1)
    )
    if kinds:
        query = query.where(Event.kind.in_(kinds))
    if key := _parse_key(before):
        query = query.where(tuple_(Event.happened_on, Event.id) < tuple_(*map(literal, key)))
    return cut(list(db.session.execute(query)), lambda row: f"{row.happened_on:%Y%m%d}-{row.id}", length)


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


def injury_counts(organisation_id: int, window: Window) -> Counts:
    """Injuries by month, kind and whose worker was hurt."""
    year, month = extract("year", Event.happened_on), extract("month", Event.happened_on)
    query = (
        select(year, month, Event.kind, EventPerson.relation, func.count())
        .join(EventPerson, and_(EventPerson.organisation_id == Event.organisation_id, EventPerson.event_id == Event.id))
        .where(
            Event.organisation_id == organisation_id,
            Event.kind.in_(INJURIES),
            Event.happened_on.between(window.first.first, window.last.last),
        )
        .group_by(year, month, Event.kind, EventPerson.relation)
    )
    return {(Month(int(y), int(m)), kind, relation): count for y, m, kind, relation, count in db.session.execute(query)}


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
        func.count().filter(recent, _days_open(Event.answered_at) <= ANSWER_WITHIN_DAYS),
        func.count().filter(recent, _is_overdue(today)),
        func.count().filter(~recent),
    ).where(
        Event.organisation_id == organisation_id,
        Event.kind == EventKind.NEAR_MISS,
        Event.happened_on.between(since - (today - since) - timedelta(days=1), today),
    )
    return NearMisses(*db.session.execute(query).one())


def _days_open(until: Any) -> Any:
    """Whole days, on a calendar in Norway, from the day the near miss was written down."""
    return func.date(func.timezone(OSLO.key, until)) - func.date(func.timezone(OSLO.key, Event.created_at))


def _is_overdue(today: date) -> Any:
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


def person_name(person_id: int | None) -> str | None:
    return db.session.scalar(select(Person.name).where(Person.id == person_id)) if person_id else None


# ---- what the figures say ----------------------------------------------------------------------------------------

SHORT, LONG = 12, 36
ROLLING_POINTS = 24


@dataclass(frozen=True)
class IndicatorRow:
    """One line of the table: an indicator over a window, beside the window before it."""

    indicator: Indicator
    months: int
    now: Exposure
    before: Exposure

    @property
    def comparison(self) -> Comparison | None:
        return compare_windows(self.now, self.before)


@dataclass(frozen=True)
class Overview:
    """All that the safety page of a firm shows.

    `points` are rolling 12-month windows of H1, oldest first. Not counted in any rate: `left_out` are recordable
    injuries of the last year in months without hours, `outside` those of people whose hours are not in ours.
    """

    last: Month
    reported: int
    missing: list[Month]
    near_misses: NearMisses
    rows: list[IndicatorRow]
    points: list[Exposure]
    left_out: int
    outside: int

    @property
    def rate(self) -> IndicatorRow:
        """H1 of the last twelve months: the row that the sentence is about."""
        return self.rows[0]


def overview(organisation_id: int) -> Overview:
    """Four statements, whatever the number of years: twice 36 months are read, never all of the register."""
    today = clock.today()
    first, newest = reported_ends(organisation_id)
    last = max(Month.of(today).plus(-1), newest or Month.of(today).plus(-1))
    long = Window.ending(last, LONG)
    everything = Window(long.before().first, long.last)
    hours = hours_by_month(organisation_id, everything)
    counts = injury_counts(organisation_id, Window(everything.first, max(last, Month.of(today))))
    year = Window.ending(last, SHORT)
    rows = [
        IndicatorRow(
            indicator,
            months,
            exposure(indicator, window, hours, counts),
            exposure(indicator, window.before(), hours, counts),
        )
        for indicator in Indicator
        for months, window in ((SHORT, year), (LONG, long))
    ]
    return Overview(
        last=last,
        reported=sum(month in hours for month in year.months),
        missing=missing_months(year, hours, since=first),
        near_misses=near_misses(organisation_id, Month.of(today).plus(-11).first, today),
        rows=rows,
        points=rolling(Indicator.H1, last, ROLLING_POINTS, hours, counts),
        left_out=sum(
            n
            for (month, kind, relation), n in counts.items()
            if kind in COUNTED[Indicator.H2] and relation in IN_THE_HOURS and month >= year.first
            if month > last or month not in hours or not hours[month].total
        ),
        outside=sum(
            n for (month, _, relation), n in counts.items() if relation not in IN_THE_HOURS and month >= year.first
        ),
    )


# ---- for the overview of a firm ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class ThisMonth:
    """What a firm's front page says of safety: what is done, and what waits."""

    last_month: Month
    hours_reported: bool
    months_reported: int
    near_misses: int
    unanswered: int
    overdue: int
    injuries: int

    @property
    def waiting(self) -> int:
        """How many things to do: the month's hours, and near misses without an answer."""
        return self.unanswered + (not self.hours_reported)


def this_month(organisation_id: int) -> ThisMonth:
    """One statement: last month's hours, how many of the last twelve are there, and this year's events."""
    today = clock.today()
    last = Month.of(today).plus(-1)
    months = select(func.count()).where(Hours.organisation_id == organisation_id, _inside(Window.ending(last, 12)))
    reported = select(func.count()).where(Hours.organisation_id == organisation_id, _inside(Window(last, last)))
    this_year = Event.happened_on >= date(today.year, 1, 1)
    near_miss = Event.kind == EventKind.NEAR_MISS
    query = select(
        reported.scalar_subquery(),
        months.scalar_subquery(),
        func.count().filter(this_year, near_miss),
        func.count().filter(near_miss, Event.answered_at.is_(None)),
        func.count().filter(near_miss, _is_overdue(today)),
        func.count().filter(this_year, ~near_miss),
    ).where(Event.organisation_id == organisation_id, Event.happened_on >= last.plus(-11).first)
    hours_reported, *rest = db.session.execute(query).one()
    return ThisMonth(last, bool(hours_reported), *rest)
