"""Hours of each month."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.safety import bp, policies, queries, rules, services
from app.blueprints.safety.forms import (
    CorrectHoursForm,
    NewHoursForm,
    code,
)
from app.blueprints.safety.models import Hours
from app.blueprints.safety.terms import Month, Window
from app.core import clock
from app.core.access import actor, guard
from app.core.errors import Refused, StaleVersion
from app.core.render import render

YEARS_OFFERED = 6


def _window() -> Window:
    return Window.ending(Month.of(clock.today()), YEARS_OFFERED * 12)


@bp.get("/organisations/<int:organisation_id>/safety/hours")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def list_hours(organisation: Organisation) -> ResponseReturnValue:
    reported = queries.hours_of(organisation.id, _window())
    last = Month.of(clock.today()).plus(-1)
    first = min((hours.period for hours in reported), default=last)
    missing = rules.missing_months(Window(first, last), [hours.period for hours in reported], since=first)
    return render(
        "safety/hours_list.html",
        organisation=organisation,
        reported=reported,
        missing=missing,
        code=code,
        may_record=policies.can_record_safety(actor(), organisation),
    )


@bp.route("/organisations/<int:organisation_id>/safety/hours/new", methods=["GET", "POST"])
@guard(policies.can_record_safety, conceal=True, organisation=get_organisation)
def new_hours(organisation: Organisation) -> ResponseReturnValue:
    form = NewHoursForm()
    window = _window()
    reported = {hours.period for hours in queries.hours_of(organisation.id, window)}
    offered = [month for month in reversed(window.months) if month not in reported]
    if form.validate_on_submit():
        try:
            hours = services.report_hours(organisation.id, form.draft(), by=actor())
        except Refused as error:
            form.take(error)
        else:
            flash(_("The hours are saved."), "success")
            return redirect(url_for(".show_hours", organisation_id=organisation.id, hours_id=hours.id), 303)
    elif request.method == "GET":
        form.month.data = request.args.get("month") or _suggested(offered)
    form.offer(offered)
    return render("safety/hours_form.html", organisation=organisation, form=form, hours=None), form.status


def _suggested(offered: list[Month]) -> str | None:
    """Last month, or the newest month before it that has no hours."""
    past = [month for month in offered if month < Month.of(clock.today())]
    return code(past[0]) if past else None


@bp.get("/organisations/<int:organisation_id>/safety/hours/<int:hours_id>")
@guard(policies.can_view_record, conceal=True, organisation=get_organisation, hours=queries.get_hours)
def show_hours(organisation: Organisation, hours: Hours) -> ResponseReturnValue:
    return render(
        "safety/hours.html",
        organisation=organisation,
        hours=hours,
        recorded_by=queries.person_name(hours.recorded_by_id),
        history=queries.hours_history(hours),
        may_record=policies.can_record_safety(actor(), organisation),
    )


@bp.route("/organisations/<int:organisation_id>/safety/hours/<int:hours_id>/correct", methods=["GET", "POST"])
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, hours=queries.get_hours)
def correct_hours(organisation: Organisation, hours: Hours) -> ResponseReturnValue:
    form = CorrectHoursForm(obj=hours)
    if form.validate_on_submit():
        try:
            services.correct_hours(hours, form.draft(hours.period), by=actor())
        except StaleVersion as error:
            form.take(error, now_at=hours.version)
        except Refused as error:
            form.take(error)
        else:
            flash(_("The hours are corrected. What stood here before is kept in the history."), "success")
            return redirect(url_for(".show_hours", organisation_id=organisation.id, hours_id=hours.id), 303)
    return render("safety/hours_form.html", organisation=organisation, form=form, hours=hours), form.status
