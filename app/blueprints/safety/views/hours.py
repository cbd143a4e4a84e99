"""Hours of one month: reported, shown with what they said before, corrected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.safety import bp, policies, queries, rules, services
from app.blueprints.safety.forms import (
    MOST_PEOPLE,
    CorrectHoursForm,
    NewHoursForm,
    code,
    hours_form,
    read_month,
)
from app.blueprints.safety.models import Hours, HoursRevision
from app.blueprints.safety.terms import Basis, Month, Window
from app.core import clock
from app.core.access import actor, guard
from app.core.errors import Refused, StaleVersion
from app.core.forms import clean
from app.core.render import render

YEARS_OFFERED = 6


@bp.route("/organisations/<int:organisation_id>/safety/hours/new", methods=["GET", "POST"])
@guard(policies.can_record_safety, conceal=True, organisation=get_organisation)
def new_hours(organisation: Organisation) -> ResponseReturnValue:
    form = hours_form(NewHoursForm, queries.sites_of(organisation.id))
    there: Hours | None = None
    if form.validate_on_submit():
        try:
            hours = services.report_hours(organisation.id, form.draft(), by=actor())
        except Refused as error:
            form.hear(error)
            there = _already(organisation, form) if error.code == "hours_reported_already" else None
        else:
            flash(_("The hours are saved."), "success")
            return redirect(url_for(".show_hours", organisation_id=organisation.id, hours_id=hours.id), 303)
    window = Window.ending(Month.of(clock.today()), YEARS_OFFERED * 12)
    reported = set(queries.reported_months(organisation.id))
    offered = [month for month in reversed(window.months) if month not in reported]
    estimate = _suggest(form, organisation, offered) if request.method == "GET" else None
    form.offer(offered)
    return render(
        "safety/hours_form.html", organisation=organisation, form=form, hours=None, estimate=estimate, there=there
    ), form.status


def _already(organisation: Organisation, form: NewHoursForm) -> Hours | None:
    """The month as it stands, for whoever wanted to report it once more."""
    period = form.draft().period
    return next(iter(queries.hours_of(organisation.id, Window(period, period))), None)


@dataclass(frozen=True)
class Estimate:
    """What was asked for, as typed, and what comes of it; None when it is no number of positions."""

    typed: str
    positions: Decimal | None = None
    hours: Decimal | None = None


def _suggest(form: NewHoursForm, organisation: Organisation, offered: list[Month]) -> Estimate | None:
    """What a fresh form begins with: a month, the newest number of employees, and an estimate when one is asked for."""
    asked = read_month(request.args.get("month"))
    form.month.data = code(asked) if asked else _suggested(offered)
    form.headcount.data = queries.newest_headcount(organisation.id)
    typed = clean(request.args.get("people", ""))[:20]
    if not typed:
        return None
    try:
        positions = rules.read_hours(typed)
    except ValueError:
        return Estimate(typed)
    if not 0 < positions <= MOST_PEOPLE:
        return Estimate(typed)
    form.own.data, form.basis.data = rules.estimated_hours(positions), Basis.ESTIMATED
    return Estimate(typed, positions, form.own.data)


def _suggested(offered: list[Month]) -> str | None:
    """Last month, or the newest month before it that has no hours."""
    past = [month for month in offered if month < Month.of(clock.today())]
    return code(past[0]) if past else None


@bp.get("/organisations/<int:organisation_id>/safety/hours/<int:hours_id>")
@guard(policies.can_view_record, conceal=True, organisation=get_organisation, hours=queries.get_hours)
def show_hours(organisation: Organisation, hours: Hours) -> ResponseReturnValue:
    history = queries.hours_history(hours)
    names = queries.site_names(organisation.id) if hours.sites or any(was.sites for was, _name in history) else {}
    return render(
        "safety/hours.html",
        organisation=organisation,
        hours=hours,
        split=_split(names, hours),
        sick=rules.sickness(hours.lost_days, hours.agreed_days),
        recorded_by=queries.name_of(hours.recorded_by_id),
        history=[(was, _split(names, was), name) for was, name in history],
        may_record=policies.can_record_safety(actor(), organisation),
    )


@bp.route("/organisations/<int:organisation_id>/safety/hours/<int:hours_id>/correct", methods=["GET", "POST"])
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, hours=queries.get_hours)
def correct_hours(organisation: Organisation, hours: Hours) -> ResponseReturnValue:
    sites = queries.sites_of(organisation.id)
    form = hours_form(CorrectHoursForm, sites, hours)
    if form.validate_on_submit():
        try:
            services.correct_hours(hours, form.draft(hours.period), by=actor())
        except StaleVersion as error:
            form.take(error, now_at=hours.version)
        except Refused as error:
            form.hear(error)
        else:
            flash(_("The hours are corrected. What stood here before is kept in the history."), "success")
            return redirect(url_for(".show_hours", organisation_id=organisation.id, hours_id=hours.id), 303)
    return render(
        "safety/hours_form.html",
        organisation=organisation,
        form=form,
        hours=hours,
        split=_split({site.id: site.name for site in sites}, hours),
    ), form.status


def _split(names: Mapping[int, str], said: Hours | HoursRevision) -> list[tuple[str, Decimal, Decimal]]:
    """(site, own, hired in) of each site that a month names or named; ids are worded here."""
    rows: Iterable[Any] = said.sites
    parts = [(row["site_id"], row["own"], row["hired_in"]) if isinstance(row, dict) else _part(row) for row in rows]
    return [(names.get(number, "–"), Decimal(own), Decimal(hired_in)) for number, own, hired_in in parts]


def _part(row: Any) -> tuple[int, Decimal, Decimal]:
    return row.site_id, row.own, row.hired_in
