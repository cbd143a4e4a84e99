"""What changes over time: what is done, near misses, and the times between injuries."""

from datetime import timedelta
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import queries as improvement
from app.blueprints.safety import bp, charts, policies, queries
from app.blueprints.safety.rules import (
    Between,
    BetweenLimits,
    Quarter,
    between_limits,
    days_between,
    hours_between,
    in_quarter,
    next_gap_limit,
    quarters_ending,
    u_chart,
)
from app.blueprints.safety.terms import Indicator, Month, Share, Window
from app.core import clock
from app.core.access import guard
from app.core.render import render

QUARTERS = 8
MONTHS = 24
YEARS = 10
MOST_INJURIES = 60
ENOUGH = 3
THOUSAND = 1_000


def quarter_name(quarter: Quarter) -> str:
    return str(_("Q%(number)s %(year)s", number=quarter.number, year=quarter.year))


@bp.get("/organisations/<int:organisation_id>/safety/indicators/over-time")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def indicators_over_time(organisation: Organisation) -> ResponseReturnValue:
    today = clock.today()
    this_month = Month.of(today)
    quarters = quarters_ending(this_month, QUARTERS)
    window = Window(quarters[0].window.first, quarters[-1].window.last)
    by_month = queries.shares_by_month(organisation.id, window, today)
    yesterday = today - timedelta(days=1)
    actions = []
    for quarter in quarters:
        first, last = quarter.window.first.first, min(quarter.window.last.last, yesterday)
        actions.append(Share(*improvement.checked_on_time([organisation.id], first, last).get(organisation.id, (0, 0))))
    strips = {
        _("Actions with their effect checked, on time"): actions,
        _("Near misses answered in time"): [in_quarter(by_month["near_misses"], quarter) for quarter in quarters],
        _("Investigations with the safety representative"): [
            in_quarter(by_month["participation"], quarter) for quarter in quarters
        ],
    }
    names = [quarter_name(quarter) for quarter in quarters]
    return render(
        "safety/over_time.html",
        organisation=organisation,
        quarters=names,
        strips=strips,
        leading=charts.leading_chart(names, strips),
        **_near_misses(organisation, this_month),
    )


def _near_misses(organisation: Organisation, this_month: Month) -> dict[str, Any]:
    """Near misses for each 1,000 hours, in the months whose hours are known."""
    register = queries.register(organisation.id, Window.ending(this_month.plus(-1), MONTHS))
    months = [month for month in sorted(register.hours) if register.hours[month].total > 0]
    told = [register.near_misses.get(month, 0) for month in months]
    points = u_chart([(n, register.hours[month].total / THOUSAND) for n, month in zip(told, months, strict=True)])
    return {
        "frequency": charts.frequency_chart(months, points),
        "frequency_rows": list(zip(months, points, strict=True)) if points else [],
    }


@bp.get("/organisations/<int:organisation_id>/safety/indicators/time-between")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def time_between(organisation: Organisation) -> ResponseReturnValue:
    indicator = Indicator.H1 if request.args.get("of") == Indicator.H1 else Indicator.H2
    today = clock.today()
    this_month = Month.of(today)
    since = Month(this_month.year - YEARS, this_month.month)
    days = queries.injury_days(organisation.id, indicator, today, since=since.first, most=MOST_INJURIES)
    if len(days) == MOST_INJURIES:  # older ones are not read, so hours are read from the first month that is whole
        since = Month.of(days[0]).plus(1)
    hours = {m: said.total for m, said in queries.hours_by_month(organisation.id, Window(since, this_month)).items()}
    in_days, in_hours = days_between(days, today), hours_between(days, hours)
    known = [day for day in days if hours and Month.of(day) <= max(hours)]  # of these the newest ended the times
    return render(
        "safety/time_between.html",
        organisation=organisation,
        of=indicator.value,
        years=YEARS,
        most=MOST_INJURIES,
        shown=[
            _shown(found, ends[-len(found.gaps) :] if found.gaps else [], in_hours=counted_in_hours)
            for found, ends, counted_in_hours in ((in_days, days, False), (in_hours, known, True))
            if found
        ],
    )


def _shown(found: Between, ends: list[Any], *, in_hours: bool) -> dict[str, Any]:
    limits: BetweenLimits | None = None
    if len(found.gaps) >= ENOUGH and found.mean:
        limits = between_limits(found.mean)
    gaps = [float(gap) for gap in found.gaps]
    return {
        "in_hours": in_hours,
        "chart": charts.between_chart(ends, gaps, float(found.open), limits, in_hours=in_hours) if gaps else None,
        "rows": list(zip(ends, gaps, strict=True)),
        "open": float(found.open),
        "limits": limits,
        "next_limit": next_gap_limit(found.gaps) if limits and sum(found.gaps) else None,
    }
