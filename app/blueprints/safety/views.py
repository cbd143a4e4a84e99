"""Routes of the room. A firm's register is not there for anybody outside the firm: 404, not 403."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.accounts.terms import Kind, MembershipFact
from app.blueprints.safety import bp, charts, policies, queries, rules, services
from app.blueprints.safety.forms import (
    KIND_LABELS,
    RELATION_LABELS,
    AnswerForm,
    CorrectHoursForm,
    CorrectInjuryForm,
    CorrectNearMissForm,
    InjuryForm,
    NearMissForm,
    NewHoursForm,
    code,
)
from app.blueprints.safety.models import Event, Hours
from app.blueprints.safety.terms import ANSWER_WITHIN_DAYS, INJURIES, EventKind, Month, Window
from app.core import clock, navigation
from app.core.access import actor, guard
from app.core.errors import Refused, StaleVersion
from app.core.render import render

YEARS_OFFERED = 6
FILTERS: dict[str, tuple[EventKind, ...]] = {"near-misses": (EventKind.NEAR_MISS,), "injuries": INJURIES}


@bp.context_processor
def wordings() -> dict[str, object]:
    return {"kind_labels": KIND_LABELS, "relation_labels": RELATION_LABELS}


def menu_item(who: Anyone, organisation: Organisation | MembershipFact | None) -> navigation.Item | None:
    """A supplier's own people find their register in the menu."""
    shown = getattr(organisation, "organisation_id", None) or getattr(organisation, "id", None)
    firm = who.membership(shown) if shown else None
    if firm is None or firm.kind is not Kind.SUPPLIER:
        return None
    return navigation.Item(_("Health and safety"), url_for("safety.overview", organisation_id=firm.organisation_id))


navigation.add(40, menu_item)


@bp.get("/organisations/<int:organisation_id>/safety")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def overview(organisation: Organisation) -> ResponseReturnValue:
    found = queries.overview(organisation.id)
    latest = queries.list_events(organisation.id, length=5)
    return render(
        "safety/overview.html",
        organisation=organisation,
        overview=found,
        latest=latest.rows,
        chart=charts.rate_chart(found.points),
        answer_days=ANSWER_WITHIN_DAYS,
        may_record=policies.can_record_safety(actor(), organisation),
    )


# ---- hours -------------------------------------------------------------------------------------------------------


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


# ---- events ------------------------------------------------------------------------------------------------------


@bp.get("/organisations/<int:organisation_id>/safety/events")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def list_events(organisation: Organisation) -> ResponseReturnValue:
    kind = request.args.get("kind", "")
    kind = kind if kind in FILTERS else ""
    page = queries.list_events(organisation.id, kinds=FILTERS.get(kind, ()), before=request.args.get("before"))
    return render(
        "safety/events.html",
        organisation=organisation,
        page=page,
        kind=kind,
        is_first="before" not in request.args,
        may_record=policies.can_record_safety(actor(), organisation),
    )


@bp.route("/organisations/<int:organisation_id>/safety/near-misses/new", methods=["GET", "POST"])
@guard(policies.can_record_safety, conceal=True, organisation=get_organisation)
def new_near_miss(organisation: Organisation) -> ResponseReturnValue:
    form = NearMissForm()
    if form.validate_on_submit():
        try:
            event = services.report_event(organisation.id, form.draft(), by=actor())
        except Refused as error:
            form.take(error)
        else:
            flash(_("Thank you. The near miss is saved as number %(number)s.", number=event.number), "success")
            return redirect(url_for(".show_event", organisation_id=organisation.id, event_id=event.id), 303)
    return render("safety/near_miss_form.html", organisation=organisation, form=form, event=None), form.status


@bp.route("/organisations/<int:organisation_id>/safety/injuries/new", methods=["GET", "POST"])
@guard(policies.can_record_safety, conceal=True, organisation=get_organisation)
def new_injury(organisation: Organisation) -> ResponseReturnValue:
    form = InjuryForm()
    if form.validate_on_submit():
        try:
            event = services.report_event(organisation.id, form.draft(), by=actor())
        except Refused as error:
            form.take(error)
        else:
            flash(_("The injury is saved as number %(number)s.", number=event.number), "success")
            return redirect(url_for(".show_event", organisation_id=organisation.id, event_id=event.id), 303)
    return render("safety/injury_form.html", organisation=organisation, form=form, event=None), form.status


@bp.get("/organisations/<int:organisation_id>/safety/events/<int:event_id>")
@guard(policies.can_view_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def show_event(organisation: Organisation, event: Event) -> ResponseReturnValue:
    return render("safety/event.html", form=None, **_event_page(organisation, event))


@bp.route("/organisations/<int:organisation_id>/safety/events/<int:event_id>/correct", methods=["GET", "POST"])
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def correct_event(organisation: Organisation, event: Event) -> ResponseReturnValue:
    near_miss = event.kind is EventKind.NEAR_MISS
    form = CorrectNearMissForm(obj=event) if near_miss else CorrectInjuryForm(obj=event)
    if form.validate_on_submit():
        try:
            services.correct_event(event, form.draft(), by=actor())
        except StaleVersion as error:
            form.take(error, now_at=event.version)
        except Refused as error:
            form.take(error)
        else:
            flash(_("The event is corrected. What stood here before is kept in the history."), "success")
            return redirect(url_for(".show_event", organisation_id=organisation.id, event_id=event.id), 303)
    template = "safety/near_miss_form.html" if near_miss else "safety/injury_form.html"
    return render(template, organisation=organisation, form=form, event=event), form.status


@bp.route("/organisations/<int:organisation_id>/safety/events/<int:event_id>/answer", methods=["GET", "POST"])
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def answer_event(organisation: Organisation, event: Event) -> ResponseReturnValue:
    form = AnswerForm(obj=event)
    if form.validate_on_submit():
        try:
            services.answer_event(event, form.answer.data, version=form.version.data, by=actor())
        except StaleVersion as error:
            form.take(error, now_at=event.version)
        except Refused as error:
            form.take(error)
        else:
            flash(_("The answer is saved."), "success")
            return redirect(url_for(".show_event", organisation_id=organisation.id, event_id=event.id), 303)
    return render("safety/answer_form.html", organisation=organisation, form=form, event=event), form.status


def _event_page(organisation: Organisation, event: Event) -> dict[str, object]:
    told = rules.must_be_notified(event.kind, serious=event.serious)
    return {
        "organisation": organisation,
        "event": event,
        "recorded_by": queries.person_name(event.recorded_by_id),
        "answered_by": queries.person_name(event.answered_by_id),
        "history": queries.event_history(event),
        "duties": queries.duties_on(event.happened_on) if told else [],
        "must_be_told": told,
        "may_record": policies.can_record_safety(actor(), organisation),
    }
