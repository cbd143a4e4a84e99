"""What the figures say: the overview of the room, and this month for the overview of a firm."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, extract, func, literal, select, union_all

from app.blueprints.safety.models import (
    Event,
    EventPerson,
    Hours,
)
from app.blueprints.safety.queries.events import NearMisses, days_open, is_overdue
from app.blueprints.safety.queries.hours import hours_by_month, inside
from app.blueprints.safety.rules import (
    Comparison,
    Counts,
    Exposure,
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
    EventKind,
    Indicator,
    Month,
    Window,
    Wording,
)
from app.core import clock
from app.core.db import db

SHORT, LONG = 12, 36
ROLLING_POINTS = 24
OVERVIEW = (Indicator.H1, Indicator.H2)


@dataclass(frozen=True)
class IndicatorRow:
    """One line of the table: an indicator over a window, beside the window before it where that is read."""

    indicator: Indicator
    months: int
    now: Exposure
    before: Exposure | None

    @property
    def comparison(self) -> Comparison | None:
        return compare_windows(self.now, self.before) if self.before else None

    @property
    def wording(self) -> Wording:
        """Without hours in both windows there is too little to say anything."""
        return self.comparison.wording if self.comparison else Wording.TOO_LITTLE


class Answers(NamedTuple):
    """Near misses that happened in a month, and how they were answered."""

    reported: int = 0
    answered: int = 0
    in_time: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class Overview:
    """All that the safety page of a firm shows beside its leading indicators.

    `points` are rolling 12-month windows of H1, oldest first; `answers` the near misses of the last 12 months, by
    month. Not counted in any rate: `left_out` are recordable injuries of the last year in months without hours,
    `outside` those of people whose hours are not in ours.
    """

    last: Month
    reported: int
    missing: list[Month]
    near_misses: NearMisses
    answers: list[tuple[Month, Answers]]
    rows: list[IndicatorRow]
    points: list[Exposure]
    left_out: int
    outside: int

    @property
    def rate(self) -> IndicatorRow:
        """H1 of the last twelve months: the row that the sentence is about."""
        return self.rows[0]


def overview(organisation_id: int) -> Overview:
    """Two statements, and the same few rows whatever the number of years: 36 months are read, of near misses 24."""
    today = clock.today()
    this_month = Month.of(today)
    read = Window(this_month.plus(-LONG), this_month)
    hours = hours_by_month(organisation_id, read)
    last = max(this_month.plus(-1), max(hours, default=this_month.plus(-1)))
    long, year = Window.ending(last, LONG), Window.ending(last, SHORT)
    since = this_month.plus(1 - SHORT)
    counts, answers = happened(organisation_id, Window(long.first, max(last, this_month)), since.first, today)
    rows = [
        IndicatorRow(
            indicator,
            months,
            exposure(indicator, window, hours, counts),
            exposure(indicator, window.before(), hours, counts) if months == SHORT else None,
        )
        for indicator in OVERVIEW
        for months, window in ((SHORT, year), (LONG, long))
    ]
    return Overview(
        last=last,
        reported=sum(month in hours for month in year.months),
        missing=missing_months(year, hours, since=min(hours, default=None)),
        near_misses=_in_all(answers, since),
        answers=[(month, answers.get(month, Answers())) for month in Window(since, this_month).months],
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


def happened(organisation_id: int, window: Window, since: date, today: date) -> tuple[Counts, Mapping[Month, Answers]]:
    """Injuries of the window by month, kind and whose worker was hurt; near misses by month, with their answers.

    Near misses are read from as long before `since` as it is until `today`, so that the two times can be compared.
    One statement.
    """
    year, month = extract("year", Event.happened_on), extract("month", Event.happened_on)
    injuries = (
        select(
            year.label("year"),
            month.label("month"),
            Event.kind.label("kind"),
            EventPerson.relation.label("relation"),
            func.count().label("reported"),
            *(literal(0).label(name) for name in ("answered", "in_time", "overdue")),
        )
        .join(EventPerson, and_(EventPerson.organisation_id == Event.organisation_id, EventPerson.event_id == Event.id))
        .where(
            Event.organisation_id == organisation_id,
            Event.kind.in_(INJURIES),
            Event.happened_on.between(window.first.first, window.last.last),
        )
        .group_by(year, month, Event.kind, EventPerson.relation)
    )
    nobody: Any = literal(None, EventPerson.relation.type)
    near_misses = (
        select(
            year,
            month,
            Event.kind,
            nobody,
            func.count(),
            func.count(Event.answered_at),
            func.count().filter(days_open(Event.answered_at) <= ANSWER_WITHIN_DAYS),
            func.count().filter(is_overdue(today)),
        )
        .where(
            Event.organisation_id == organisation_id,
            Event.kind == EventKind.NEAR_MISS,
            Event.happened_on.between(since - (today - since) - timedelta(days=1), today),
        )
        .group_by(year, month, Event.kind)
    )
    counts, answers = {}, {}
    for row in db.session.execute(union_all(injuries, near_misses)):
        when = Month(int(row.year), int(row.month))
        if row.kind is EventKind.NEAR_MISS:
            answers[when] = Answers(row.reported, row.answered, row.in_time, row.overdue)
        else:
            counts[when, row.kind, row.relation] = row.reported
    return counts, answers


def _in_all(answers: Mapping[Month, Answers], since: Month) -> NearMisses:
    recent = [counted for month, counted in answers.items() if month >= since]
    reported, answered, in_time, overdue = (sum(column) for column in zip(*recent, strict=True)) if recent else [0] * 4
    before = sum(counted.reported for month, counted in answers.items() if month < since)
    return NearMisses(reported, answered, in_time, overdue, before)


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
    months = select(func.count()).where(Hours.organisation_id == organisation_id, inside(Window.ending(last, 12)))
    reported = select(func.count()).where(Hours.organisation_id == organisation_id, inside(Window(last, last)))
    this_year = Event.happened_on >= date(today.year, 1, 1)
    near_miss = Event.kind == EventKind.NEAR_MISS
    query = select(
        reported.scalar_subquery(),
        months.scalar_subquery(),
        func.count().filter(this_year, near_miss),
        func.count().filter(near_miss, Event.answered_at.is_(None)),
        func.count().filter(near_miss, is_overdue(today)),
        func.count().filter(this_year, ~near_miss),
    ).where(Event.organisation_id == organisation_id, Event.happened_on >= last.plus(-11).first)
    hours_reported, *rest = db.session.execute(query).one()
    return ThisMonth(last, bool(hours_reported), *rest)
