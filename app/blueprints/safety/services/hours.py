"""Hours of a month: reported once, corrected with their history."""

from collections.abc import Iterable, Sequence
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.internal_control.services import register_headcount
from app.blueprints.journal.services import record
from app.blueprints.safety import queries
from app.blueprints.safety.models import Hours, HoursRevision, HoursSite
from app.blueprints.safety.services.checks import check_version
from app.blueprints.safety.services.figures import tell_figures
from app.blueprints.safety.services.hours_checks import check_hours, check_sites
from app.blueprints.safety.terms import HoursDraft, Month, SiteHours
from app.core import clock
from app.core.db import db
from app.core.errors import Refused

register_headcount(queries.newest_headcount)  # duties by size are told by the hours

FIGURES = ("own", "hired_in", "basis", "headcount", "agreed_days", "lost_days")


def report_hours(organisation_id: int, draft: HoursDraft, *, by: Actor | None) -> Hours:
    """Hours of a month that has none yet."""
    hours = _report(organisation_id, draft, by=by)
    tell_figures(organisation_id, draft.year)
    return hours


def report_months(organisation_id: int, drafts: Sequence[HoursDraft], *, by: Actor | None) -> list[Hours]:
    """Several months at once, all or none: the first that cannot be stops them all, before anything is written."""
    for fault in month_faults(organisation_id, drafts).values():
        raise fault
    with db.session.begin_nested():
        reported = [_report(organisation_id, draft, by=by) for draft in drafts]
    tell_figures(organisation_id, *(draft.year for draft in drafts))
    return reported


def month_faults(organisation_id: int, drafts: Iterable[HoursDraft]) -> dict[Month, Refused]:
    """What is wrong with each of several months, for a page that says so at every row."""
    given = list(drafts)
    there = queries.reported_among(organisation_id, [draft.period for draft in given])
    faults: dict[Month, Refused] = {}
    for draft in given:
        try:
            check_hours(draft)
            if draft.period in there:
                raise Refused("hours_reported_already", field="own")  # noqa: TRY301 - kept with the other faults
        except Refused as fault:
            faults[draft.period] = fault
    return faults


def correct_hours(hours: Hours, draft: HoursDraft, *, by: Actor | None) -> Hours:
    """New figures for a month; the old ones stay in its history. The month itself does not change."""
    check_version(hours, draft.version)
    hours = queries.with_split(hours)
    check_hours(draft)
    check_sites(hours.organisation_id, draft, kept=frozenset(row.site_id for row in hours.sites))
    db.session.add(
        HoursRevision(
            organisation_id=hours.organisation_id,
            hours_id=hours.id,
            version=hours.version,
            sites=[_as_json(row) for row in hours.sites],
            recorded_at=hours.recorded_at,
            recorded_by_id=hours.recorded_by_id,
            **{name: getattr(hours, name) for name in FIGURES},
        )
    )
    for name, value in _figures(draft).items():
        setattr(hours, name, value)
    _split(hours, draft.sites)
    hours.recorded_at, hours.recorded_by_id = clock.now(), by.id if by else None
    record("safety.hours_corrected", subject=hours, by=by, organisation_id=hours.organisation_id, version=hours.version)
    tell_figures(hours.organisation_id, hours.year)
    return hours


def _report(organisation_id: int, draft: HoursDraft, *, by: Actor | None) -> Hours:
    check_hours(draft)
    check_sites(organisation_id, draft)
    hours = queries.insert_hours(
        {
            "organisation_id": organisation_id,
            "year": draft.year,
            "month": draft.month,
            "recorded_at": clock.now(),
            "recorded_by_id": by.id if by else None,
            **_figures(draft),
        }
    )
    if hours is None:
        raise Refused("hours_reported_already", field="month")
    for part in draft.sites:
        db.session.add(_row(hours, part))
    record("safety.hours_reported", subject=hours, by=by, organisation_id=organisation_id, month=_code(hours.period))
    return hours


def _figures(draft: HoursDraft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in FIGURES}


def _split(hours: Hours, parts: Sequence[SiteHours]) -> None:
    """The rows of `parts` and no others. A site that stays keeps its row: the key would not bear two."""
    rows = {row.site_id: row for row in hours.sites}
    for part in parts:
        if row := rows.pop(part.site_id, None):
            row.own, row.hired_in = part.own, part.hired_in
        else:
            hours.sites.append(_row(hours, part))
    for row in rows.values():
        hours.sites.remove(row)


def _row(hours: Hours, part: SiteHours) -> HoursSite:
    return HoursSite(
        organisation_id=hours.organisation_id,
        hours_id=hours.id,
        site_id=part.site_id,
        own=part.own,
        hired_in=part.hired_in,
    )


def _as_json(row: HoursSite) -> dict[str, Any]:
    """Decimals as text: JSON's own numbers would be rounded."""
    return {"site_id": row.site_id, "own": str(row.own), "hired_in": str(row.hired_in)}


def _code(month: Month) -> str:
    return f"{month.year}-{month.month:02d}"
