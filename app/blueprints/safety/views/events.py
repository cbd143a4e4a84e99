"""Near misses and injuries."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.safety import bp, policies, queries, rules, services
from app.blueprints.safety.forms import (
    AnswerForm,
    CorrectInjuryForm,
    CorrectNearMissForm,
    InjuryForm,
    NearMissForm,
)
from app.blueprints.safety.models import Event
from app.blueprints.safety.terms import INJURIES, EventKind
from app.core.access import actor, guard
from app.core.errors import Refused, StaleVersion
from app.core.render import render

FILTERS: dict[str, tuple[EventKind, ...]] = {"near-misses": (EventKind.NEAR_MISS,), "injuries": INJURIES}


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
