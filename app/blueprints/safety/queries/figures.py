"""What the figures say: the overview of the room, and this month for the overview of a firm."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.blueprints.safety.models import (
    Event,
    Hours,
)
from app.blueprints.safety.queries.events import NearMisses, injury_counts, is_overdue, near_misses
from app.blueprints.safety.queries.hours import hours_by_month, inside, reported_ends
from app.blueprints.safety.rules import (
    Comparison,
    Exposure,
    compare_windows,
    exposure,
    missing_months,
    rolling,
)
from app.blueprints.safety.terms import (
    COUNTED,
    IN_THE_HOURS,
    EventKind,
    Indicator,
    Month,
    Window,
)
from app.core import clock
from app.core.db import db

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
