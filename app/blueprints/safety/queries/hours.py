"""Hours by month, and who corrected them."""

from typing import Any

from sqlalchemy import Row, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.accounts.models import Person
from app.blueprints.safety.models import (
    Hours,
    HoursRevision,
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


def get_hours(hours_id: int) -> Hours:
    return db.session.scalars(select(Hours).where(Hours.id == hours_id)).one()


def hours_of(organisation_id: int, window: Window) -> list[Hours]:
    """The months of the window that have hours, newest first."""
    query = (
        select(Hours)
        .where(Hours.organisation_id == organisation_id, inside(window))
        .order_by(Hours.year.desc(), Hours.month.desc())
    )
    return list(db.session.scalars(query))


def hours_by_month(organisation_id: int, window: Window) -> dict[Month, MonthHours]:
    """Total hours of each reported month, own and hired-in together, and whether they are estimated."""
    query = select(Hours.year, Hours.month, Hours.own + Hours.hired_in, Hours.basis).where(
        Hours.organisation_id == organisation_id, inside(window)
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


def inside(window: Window) -> Any:
    """The condition that a row of hours lies in `window`."""
    return tuple_(Hours.year, Hours.month).between(
        tuple_(*map(literal, window.first)), tuple_(*map(literal, window.last))
    )


def _month(index: int) -> Month:
    return Month(index // 12, index % 12 + 1)
