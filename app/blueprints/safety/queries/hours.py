"""Hours by month and by site, and who corrected them."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Row, func, inspect, literal, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import selectinload

from app.blueprints.accounts.models import Person
from app.blueprints.safety.models import (
    Hours,
    HoursRevision,
    HoursSite,
)
from app.blueprints.safety.rules import (
    MonthHours,
)
from app.blueprints.safety.terms import (
    Basis,
    Month,
    Window,
)
from app.core.db import db


class Sickness(NamedTuple):
    """Day's-work of a window: what was agreed, what was lost of it, and in how many months this is stated."""

    lost: Decimal
    agreed: Decimal
    months: int


class SiteTotal(NamedTuple):
    """Hours of a window at one site, and in how many months somebody worked there."""

    own: Decimal
    hired_in: Decimal
    months: int

    @property
    def total(self) -> Decimal:
        return self.own + self.hired_in


def get_hours(hours_id: int) -> Hours:
    """The month with its split over sites."""
    return db.session.scalars(select(Hours).where(Hours.id == hours_id).options(selectinload(Hours.sites))).one()


def with_split(hours: Hours) -> Hours:
    """The same month, its split over sites read, also when it came out of a list."""
    return get_hours(hours.id) if "sites" in inspect(hours).unloaded else hours


def hours_of(organisation_id: int, window: Window, *, split: bool = False) -> list[Hours]:
    """The months of the window that have hours, newest first; with `split`, their sites too (one statement more)."""
    query = (
        select(Hours)
        .where(Hours.organisation_id == organisation_id, inside(window))
        .order_by(Hours.year.desc(), Hours.month.desc())
    )
    return list(db.session.scalars(query.options(selectinload(Hours.sites)) if split else query))


def reported_months(organisation_id: int) -> list[Month]:
    """Every month that has hours, oldest first: all that the list of missing ones needs."""
    query = select(Hours.year, Hours.month).where(Hours.organisation_id == organisation_id)
    return sorted(Month(year, month) for year, month in db.session.execute(query))


def hours_by_month(organisation_id: int, window: Window) -> dict[Month, MonthHours]:
    """What each reported month of the window says. One statement."""
    query = select(
        Hours.year,
        Hours.month,
        Hours.basis,
        Hours.own,
        Hours.hired_in,
        Hours.headcount,
        Hours.agreed_days,
        Hours.lost_days,
    ).where(Hours.organisation_id == organisation_id, inside(window))
    return {
        Month(year, month): MonthHours(own + hired_in, basis is Basis.ESTIMATED, own, hired_in, *rest)
        for year, month, basis, own, hired_in, *rest in db.session.execute(query)
    }


def sickness_days(organisation_id: int, window: Window) -> Sickness:
    """Day's-work of the months of the window that state it. One statement."""
    query = select(
        func.coalesce(func.sum(Hours.lost_days), Decimal(0)),
        func.coalesce(func.sum(Hours.agreed_days), Decimal(0)),
        func.count(Hours.agreed_days),
    ).where(Hours.organisation_id == organisation_id, inside(window))
    return Sickness(*db.session.execute(query).one())


def hours_by_site(organisation_id: int, window: Window) -> dict[int, SiteTotal]:
    """Hours at each site in the months of the window; what belongs to no site is not here. One statement."""
    query = (
        select(HoursSite.site_id, func.sum(HoursSite.own), func.sum(HoursSite.hired_in), func.count())
        .join(Hours, (Hours.organisation_id == HoursSite.organisation_id) & (Hours.id == HoursSite.hours_id))
        .where(HoursSite.organisation_id == organisation_id, inside(window))
        .group_by(HoursSite.site_id)
    )
    return {site_id: SiteTotal(*rest) for site_id, *rest in db.session.execute(query)}


def newest_headcount(organisation_id: int) -> int | None:
    """How many employees the newest month says that states it. One statement.

    A month in which the firm was closed may say 0: it tells nothing of the firm's size while another says more.
    """
    query = (
        select(Hours.headcount)
        .where(Hours.organisation_id == organisation_id, Hours.headcount.is_not(None))
        .order_by((Hours.headcount > 0).desc(), Hours.year.desc(), Hours.month.desc())
        .limit(1)
    )
    return db.session.scalar(query)


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


def reported_among(organisation_id: int, months: Collection[Month]) -> set[Month]:
    """Those of `months` that have hours already."""
    query = select(Hours.year, Hours.month).where(
        Hours.organisation_id == organisation_id, tuple_(Hours.year, Hours.month).in_([tuple(one) for one in months])
    )
    return {Month(year, month) for year, month in db.session.execute(query)}


def hours_history(hours: Hours) -> list[Row[Any]]:
    """What the month said before, newest first, with the name of who wrote it."""
    query = (
        select(HoursRevision, Person.name.label("name"))
        .outerjoin(Person, Person.id == HoursRevision.recorded_by_id)
        .where(HoursRevision.organisation_id == hours.organisation_id, HoursRevision.hours_id == hours.id)
        .order_by(HoursRevision.version.desc())
    )
    return list(db.session.execute(query))


def inside(window: Window) -> Any:
    """The condition that a row of hours lies in `window`."""
    return tuple_(Hours.year, Hours.month).between(
        tuple_(*map(literal, window.first)), tuple_(*map(literal, window.last))
    )


def _month(index: int) -> Month:
    return Month(index // 12, index % 12 + 1)
