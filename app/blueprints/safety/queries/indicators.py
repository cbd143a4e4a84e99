"""What the indicators of a firm are worked out from, and the rows behind each number."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, extract, func, literal, select, union_all

from app.blueprints.safety.models import Event, EventPerson, Investigation, SectorRate
from app.blueprints.safety.queries.events import days_open, is_overdue
from app.blueprints.safety.queries.hours import hours_by_month
from app.blueprints.safety.rules import Injured, Register
from app.blueprints.safety.terms import (
    ANSWER_WITHIN_DAYS,
    COUNTED,
    IN_THE_HOURS,
    INJURIES,
    EventKind,
    Figure,
    Indicator,
    Month,
    Relation,
    Share,
    Window,
)
from app.core.clock import OSLO
from app.core.db import db

LONG_ABSENCE = 3
"""ESAW counts accidents with more than three full days of absence."""

MOST_SHOWN = 100
OF_NEAR_MISSES = (Figure.RATIO, Figure.FREQUENCY)

HURT = and_(EventPerson.organisation_id == Event.organisation_id, EventPerson.event_id == Event.id)


def register(organisation_id: int, window: Window) -> Register:
    """Hours, injuries and near misses of the window, by month. Two statements."""
    injuries, near_misses = {}, {}
    year, month = extract("year", Event.happened_on), extract("month", Event.happened_on)
    inside = Event.happened_on.between(window.first.first, window.last.last)
    hurt = (
        select(
            year.label("year"),
            month.label("month"),
            Event.kind.label("kind"),
            EventPerson.relation.label("relation"),
            func.count().label("count"),
            func.coalesce(func.sum(Event.lost_days), 0).label("lost_days"),
            func.count().filter(Event.lost_days > LONG_ABSENCE).label("over_three"),
            func.count().filter(Event.kind == EventKind.LOST_TIME, Event.lost_days.is_(None)).label("unknown"),
        )
        .join(EventPerson, HURT)
        .where(Event.organisation_id == organisation_id, Event.kind.in_(INJURIES), inside)
        .group_by(year, month, Event.kind, EventPerson.relation)
    )
    nobody: Any = literal(None, EventPerson.relation.type)
    misses = (
        select(year, month, Event.kind, nobody, func.count(), literal(0), literal(0), literal(0))
        .where(Event.organisation_id == organisation_id, Event.kind == EventKind.NEAR_MISS, inside)
        .group_by(year, month, Event.kind)
    )
    for row in db.session.execute(union_all(hurt, misses)):
        when = Month(int(row.year), int(row.month))
        if row.kind is EventKind.NEAR_MISS:
            near_misses[when] = int(row[4])
        else:
            injuries[when, row.kind, row.relation] = Injured(*(int(each) for each in row[4:]))
    return Register(hours_by_month(organisation_id, window), injuries, near_misses)


def events_counted(organisation_id: int, figure: Figure, window: Window) -> list[Row[Any]]:
    """The events that a figure counts, newest first: what its numerator leads to. At most a hundred, and one more."""
    query = (
        select(Event.id, Event.number, Event.kind, Event.happened_on, Event.lost_days, Event.site_id)
        .where(
            Event.organisation_id == organisation_id,
            Event.happened_on.between(window.first.first, window.last.last),
            _counts_for(figure),
        )
        .order_by(Event.happened_on.desc(), Event.id.desc())
        .limit(MOST_SHOWN + 1)
    )
    if figure not in OF_NEAR_MISSES:
        counted = {Relation.OWN} if figure is Figure.INCIDENCE else IN_THE_HOURS
        query = query.join(EventPerson, HURT).where(EventPerson.relation.in_(counted))
    return list(db.session.execute(query))


def _counts_for(figure: Figure) -> Any:
    if figure in OF_NEAR_MISSES:
        return Event.kind == EventKind.NEAR_MISS
    if figure is Figure.INCIDENCE:
        return and_(Event.kind == EventKind.LOST_TIME, Event.lost_days > LONG_ABSENCE)
    if figure in (Figure.F, Figure.SEVERITY):
        return Event.kind == EventKind.LOST_TIME
    counted = Indicator.H1 if figure is Figure.H1 else Indicator.H2
    return Event.kind.in_(COUNTED[counted])


def injury_days(organisation_id: int, indicator: Indicator, until: date, *, since: date, most: int) -> list[date]:
    """The days of the newest injuries that an indicator counts, oldest first."""
    query = (
        select(Event.happened_on)
        .join(EventPerson, HURT)
        .where(
            Event.organisation_id == organisation_id,
            Event.kind.in_(COUNTED[indicator]),
            EventPerson.relation.in_(IN_THE_HOURS),
            Event.happened_on.between(since, until),
        )
        .order_by(Event.happened_on.desc(), Event.id.desc())
        .limit(most)
    )
    return list(reversed(db.session.scalars(query).all()))


def injuries_by_site(organisation_id: int, indicator: Indicator, window: Window) -> dict[int | None, int]:
    """Injuries that an indicator counts at each site; None is those at no site."""
    query = (
        select(Event.site_id, func.count())
        .join(EventPerson, HURT)
        .where(
            Event.organisation_id == organisation_id,
            Event.kind.in_(COUNTED[indicator]),
            EventPerson.relation.in_(IN_THE_HOURS),
            Event.happened_on.between(window.first.first, window.last.last),
        )
        .group_by(Event.site_id)
    )
    return {site_id: count for site_id, count in db.session.execute(query)}  # noqa: C416 - rows, not pairs


def sector_rates() -> Sequence[SectorRate]:
    """The newest row of each section, all industries first."""
    query = select(SectorRate).distinct(SectorRate.section).order_by(SectorRate.section, SectorRate.year.desc())
    return db.session.scalars(query).all()


def shares_by_month(organisation_id: int, window: Window, today: date) -> dict[str, dict[Month, Share]]:
    """By month, `near_misses` answered in time, and `participation` in closed investigations. One statement.

    A near miss belongs to the month in which it happened, an investigation to that in which it was closed.
    """
    happened, closed = Event.happened_on, func.date(func.timezone(OSLO.key, Investigation.closed_at))
    first, last = window.first.first, min(window.last.last, today)
    answers = (
        select(
            literal("near_misses").label("what"),
            extract("year", happened).label("year"),
            extract("month", happened).label("month"),
            func.count().filter(days_open(Event.answered_at) <= ANSWER_WITHIN_DAYS).label("part"),
            func.count().filter(Event.answered_at.is_not(None) | is_overdue(today)).label("whole"),
        )
        .where(
            Event.organisation_id == organisation_id,
            Event.kind == EventKind.NEAR_MISS,
            happened.between(first, last),
        )
        .group_by(extract("year", happened), extract("month", happened))
    )
    year, month = extract("year", closed), extract("month", closed)
    took_part = (
        select(
            literal("participation"),
            year,
            month,
            func.count().filter(Investigation.with_representative),
            func.count(),
        )
        .where(Investigation.organisation_id == organisation_id, closed.between(first, last))
        .group_by(year, month)
    )
    found: dict[str, dict[Month, Share]] = {"near_misses": {}, "participation": {}}
    for row in db.session.execute(union_all(answers, took_part)):
        found[row.what][Month(int(row.year), int(row.month))] = Share(row.part, row.whole)
    return found
