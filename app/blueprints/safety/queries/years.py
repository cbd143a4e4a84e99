"""The figures of a calendar year, for any number of firms at once (two statements), and their pool."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, extract, func, select

from app.blueprints.safety.models import Event, EventPerson, Hours
from app.blueprints.safety.rules import Comparison, Pooled, TooSmall, compare, pool
from app.blueprints.safety.terms import COUNTED, IN_THE_HOURS, EventKind, Indicator, YearFigures
from app.core.db import db

MONTHS = 12


def year_figures(organisation_ids: Collection[int], year: int) -> dict[int, YearFigures]:
    """By firm, the year's figures; a firm without any has a row of zeros. For whoever works for all these firms."""
    hours = {row.organisation_id: row for row in _hours(organisation_ids, year)}
    events = {row.organisation_id: row for row in _events(organisation_ids, year)}
    return {number: _figures(hours.get(number), events.get(number)) for number in organisation_ids}


def _figures(hours: Row[Any] | None, events: Row[Any] | None) -> YearFigures:
    recordables, near_misses = (events.recordables, events.near_misses) if events else (0, 0)
    if hours is None:
        return YearFigures(near_misses=near_misses)
    whole_year = hours.with_days == MONTHS
    return YearFigures(
        months=hours.months,
        hours=hours.hours,
        headcount=hours.headcount if hours.with_headcount == hours.months else None,
        agreed_days=hours.agreed_days if whole_year else None,
        lost_days=hours.lost_days if whole_year else None,
        recordables=recordables,
        near_misses=near_misses,
    )


def _hours(organisation_ids: Collection[int], year: int) -> list[Row[Any]]:
    worked = Hours.own + Hours.hired_in
    query = (
        select(
            Hours.organisation_id,
            func.count().filter(worked > 0).label("months"),
            func.sum(worked).label("hours"),
            func.min(Hours.headcount).filter(worked > 0).label("headcount"),
            func.count(Hours.headcount).filter(worked > 0).label("with_headcount"),
            func.count().filter(Hours.agreed_days.is_not(None), Hours.lost_days.is_not(None)).label("with_days"),
            func.sum(Hours.agreed_days).label("agreed_days"),
            func.sum(Hours.lost_days).label("lost_days"),
        )
        .where(Hours.organisation_id.in_(organisation_ids), Hours.year == year)
        .group_by(Hours.organisation_id)
    )
    return list(db.session.execute(query))


def _events(organisation_ids: Collection[int], year: int) -> list[Row[Any]]:
    """Recordable injuries of those whose hours are ours, in months that have hours; and near misses, in any month."""
    in_our_hours = and_(
        Hours.organisation_id == Event.organisation_id,
        Hours.year == year,
        Hours.month == extract("month", Event.happened_on),
        Hours.own + Hours.hired_in > 0,
    )
    hurt = and_(EventPerson.organisation_id == Event.organisation_id, EventPerson.event_id == Event.id)
    recordable = and_(
        Event.kind.in_(COUNTED[Indicator.H2]), EventPerson.relation.in_(IN_THE_HOURS), Hours.id.is_not(None)
    )
    query = (
        select(
            Event.organisation_id,
            func.count().filter(recordable).label("recordables"),
            func.count().filter(Event.kind == EventKind.NEAR_MISS).label("near_misses"),
        )
        .outerjoin(EventPerson, hurt)
        .outerjoin(Hours, in_our_hours)
        .where(
            Event.organisation_id.in_(organisation_ids),
            Event.happened_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .group_by(Event.organisation_id)
    )
    return list(db.session.execute(query))


def pooled_year(organisation_ids: Collection[int], year: int) -> Pooled | TooSmall:
    """The pool of those of these firms that have hours for the whole year. For whoever works for all of them."""
    whole = [figures for figures in year_figures(organisation_ids, year).values() if figures.months == MONTHS]
    return pool([(figures.recordables, figures.hours) for figures in whole])


def compare_pools(after: tuple[int, float], before: tuple[int, float]) -> Comparison:
    """Two pools, each as (events, hours), by the exact test of two rates: for rooms above, which know no statistics."""
    return compare(*after, *before)
