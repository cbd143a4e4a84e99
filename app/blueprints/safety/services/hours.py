"""Hours of a month: reported once, corrected with their history."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.safety import queries, rules
from app.blueprints.safety.models import Hours, HoursRevision
from app.blueprints.safety.services.checks import FIRST_YEAR, check_version
from app.blueprints.safety.terms import HoursDraft, Month
from app.core import clock
from app.core.db import db
from app.core.errors import Refused

MOST_HOURS = 5_000_000  # a month's hours of 30,000 people: more is a slip of the finger


def report_hours(organisation_id: int, draft: HoursDraft, *, by: Actor | None) -> Hours:
    """Hours of a month that has none yet."""
    _check_hours(draft)
    hours = queries.insert_hours(
        {
            "organisation_id": organisation_id,
            "year": draft.year,
            "month": draft.month,
            "own": draft.own,
            "hired_in": draft.hired_in,
            "basis": draft.basis,
            "headcount": draft.headcount,
            "recorded_at": clock.now(),
            "recorded_by_id": by.id if by else None,
        }
    )
    if hours is None:
        raise Refused("hours_reported_already", field="month")
    record("safety.hours_reported", subject=hours, by=by, organisation_id=organisation_id, month=_code(hours.period))
    return hours


def correct_hours(hours: Hours, draft: HoursDraft, *, by: Actor | None) -> Hours:
    """New figures for a month; the old ones stay in its history. The month itself does not change."""
    check_version(hours, draft.version)
    _check_hours(draft)
    db.session.add(
        HoursRevision(
            organisation_id=hours.organisation_id,
            hours_id=hours.id,
            version=hours.version,
            own=hours.own,
            hired_in=hours.hired_in,
            basis=hours.basis,
            headcount=hours.headcount,
            recorded_at=hours.recorded_at,
            recorded_by_id=hours.recorded_by_id,
        )
    )
    hours.own, hours.hired_in, hours.basis, hours.headcount = draft.own, draft.hired_in, draft.basis, draft.headcount
    hours.recorded_at, hours.recorded_by_id = clock.now(), by.id if by else None
    record("safety.hours_corrected", subject=hours, by=by, organisation_id=hours.organisation_id, version=hours.version)
    return hours


def _check_hours(draft: HoursDraft) -> None:
    period, total = draft.period, draft.own + draft.hired_in
    if period > Month.of(clock.today()):
        raise Refused("month_in_future", field="month")
    if period.year < FIRST_YEAR:
        raise Refused("too_long_ago", field="month", year=FIRST_YEAR)
    if total > MOST_HOURS:
        raise Refused("too_many_hours", field="own", most=f"{MOST_HOURS:,}".replace(",", "\u202f"))
    if draft.headcount and draft.own > rules.most_hours(draft.headcount, period):
        raise Refused("more_hours_than_people", field="own", headcount=draft.headcount)
    if draft.headcount == 0 and draft.own > 0:
        raise Refused("hours_without_people", field="headcount")


def _code(month: Month) -> str:
    return f"{month.year}-{month.month:02d}"
