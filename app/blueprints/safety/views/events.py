"""Near misses and injuries: reported, read, corrected and answered."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.attachments.queries import get_file
from app.blueprints.improvement.policies import can_edit_plan
from app.blueprints.safety import bp, policies, queries, rules, services
from app.blueprints.safety.forms import (
    CHANNEL_LABELS,
    MEASURE_LABELS,
    MECHANISM_LABELS,
    STATUS_LABELS,
    AnswerForm,
    CorrectInjuryForm,
    CorrectNearMissForm,
    InjuryForm,
    LostDaysForm,
    NearMissForm,
    RemarkForm,
    code,
)
from app.blueprints.safety.models import Event
from app.blueprints.safety.terms import Channel, EventKind, Measure, Month, Relation, Window
from app.core.access import actor, guard
from app.core.errors import Conflict, Refused
from app.core.render import render


def page_of(event: Event, anchor: str | None = None) -> str:
    """Where the event is read."""
    return url_for("safety.show_event", organisation_id=event.organisation_id, event_id=event.id, _anchor=anchor)


def back_to(event: Event, said: str, anchor: str | None = None) -> Response:
    """To the event's page, which says what has been done."""
    flash(said, "success")
    return redirect(page_of(event, anchor), 303)


@bp.route("/organisations/<int:organisation_id>/safety/near-misses/new", methods=["GET", "POST"])
@guard(policies.can_report_near_miss, conceal=True, organisation=get_organisation)
def new_near_miss(organisation: Organisation) -> ResponseReturnValue:
    form = NearMissForm()
    form.offer_sites(queries.active_sites(organisation.id))
    if form.validate_on_submit():
        try:
            event = services.report_event(organisation.id, form.draft(), by=actor())
        except Refused as error:
            form.take(error)
        else:
            return back_to(event, _("Thank you. The near miss is saved as number %(number)s.", number=event.number))
    return render("safety/near_miss_form.html", organisation=organisation, form=form, event=None), form.status


@bp.route("/organisations/<int:organisation_id>/safety/injuries/new", methods=["GET", "POST"])
@guard(policies.can_record_safety, conceal=True, organisation=get_organisation)
def new_injury(organisation: Organisation) -> ResponseReturnValue:
    form = InjuryForm()
    form.offer_sites(queries.active_sites(organisation.id))
    if form.validate_on_submit():
        try:
            event = services.report_event(organisation.id, form.draft(), by=actor())
        except Refused as error:
            form.take(error)
        else:
            return back_to(event, _("The injury is saved as number %(number)s.", number=event.number))
    return render("safety/injury_form.html", organisation=organisation, form=form, event=None), form.status


@bp.get("/organisations/<int:organisation_id>/safety/events/<int:event_id>")
@guard(policies.can_view_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def show_event(organisation: Organisation, event: Event) -> ResponseReturnValue:
    return event_page(organisation, event, RemarkForm())


@bp.route("/organisations/<int:organisation_id>/safety/events/<int:event_id>/correct", methods=["GET", "POST"])
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def correct_event(organisation: Organisation, event: Event) -> ResponseReturnValue:
    near_miss = event.kind is EventKind.NEAR_MISS
    form = CorrectNearMissForm(obj=event) if near_miss else CorrectInjuryForm(obj=event)
    form.offer_sites(queries.sites_of(organisation.id))
    if form.validate_on_submit():
        try:
            services.correct_event(event, form.draft(), by=actor())
        except Conflict as error:
            form.take(error, now_at=event.version)
        except Refused as error:
            form.take(error)
        else:
            return back_to(event, _("The event is corrected. What stood here before is kept in the history."))
    template = "safety/near_miss_form.html" if near_miss else "safety/injury_form.html"
    return render(template, organisation=organisation, form=form, event=event), form.status


@bp.route("/organisations/<int:organisation_id>/safety/events/<int:event_id>/lost-days", methods=["GET", "POST"])
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def count_lost_days(organisation: Organisation, event: Event) -> ResponseReturnValue:
    """One number, put up as the absence goes on."""
    form = LostDaysForm(obj=event)
    if form.validate_on_submit():
        try:
            services.count_lost_days(event, form.lost_days.data or 0, version=form.version.data, by=actor())
        except Conflict as error:
            form.take(error, now_at=event.version)
        except Refused as error:
            form.take(error)
        else:
            return back_to(event, _("The days of absence are saved. What stood here before is kept in the history."))
    return render("safety/event_lost_days.html", organisation=organisation, form=form, event=event), form.status


@bp.route("/organisations/<int:organisation_id>/safety/events/<int:event_id>/answer", methods=["GET", "POST"])
@guard(policies.can_answer_event, conceal=True, organisation=get_organisation, event=queries.get_event)
def answer_event(organisation: Organisation, event: Event) -> ResponseReturnValue:
    form = AnswerForm(obj=event)
    if form.validate_on_submit():
        try:
            services.answer_event(event, form.answer.data, version=form.version.data, by=actor())
        except Conflict as error:
            form.take(error, now_at=event.version)
        except Refused as error:
            form.take(error)
        else:
            return back_to(event, _("The answer is saved."))
    return render("safety/answer_form.html", organisation=organisation, form=form, event=event), form.status


def event_page(organisation: Organisation, event: Event, form: RemarkForm) -> str:
    """All that is known of an event; names only for those who may see them. `form` is for one more remark.

    `unnamed` is the worker who told of it, where the reader may not know who that was.
    """
    who = actor()
    told = rules.must_be_notified(event.kind, serious=event.serious)
    sees_names = policies.can_see_names(who, organisation)
    near_miss = event.kind is EventKind.NEAR_MISS
    unnamed = event.recorded_by_id if event.channel is Channel.WORKER and not sees_names else None
    return render(
        "safety/event.html",
        organisation=organisation,
        event=event,
        form=form,
        names=queries.names_of({event.recorded_by_id, event.corrected_by_id, event.answered_by_id}),
        unnamed=unnamed,
        sites=queries.site_names(organisation.id) if event.site_id else {},
        history=queries.event_history(event) if event.version > 1 else [],
        must_be_told=told,
        duties=queries.duties_on(event.happened_on) if told else [],
        told=queries.notices_of(event) if told else {},
        photo=get_file(event.photo_id).state if event.photo_id else None,
        hurt=event.people[0] if event.people and sees_names else None,
        reporter=queries.reporter_of(event) if near_miss and sees_names else None,
        month_without_hours=_month_without_hours(event),
        outside_rates=not near_miss and event.relation is Relation.OTHER,
        investigation=queries.investigation_of(event),
        measures=queries.measures(event),
        measure_subjects={
            measure: f"{queries.SUBJECT_KIND}:{rules.measure_code(event.number, measure)}" for measure in Measure
        },
        remarks=queries.remarks(organisation.id, event_id=event.id),
        may_record=policies.can_correct_record(who, organisation, event),
        may_answer=near_miss and policies.can_answer_event(who, organisation, event),
        may_remark=policies.can_remark_on(who, organisation, event),
        may_plan=can_edit_plan(who, organisation),
        mechanism_labels=MECHANISM_LABELS,
        measure_labels=MEASURE_LABELS,
        channel_labels=CHANNEL_LABELS,
        status_labels=STATUS_LABELS,
        code=code,
    )


def _month_without_hours(event: Event) -> Month | None:
    """The month whose hours are needed before the event enters a rate; None when they are there, or not needed."""
    if not rules.enters_a_rate(event.kind, event.relation):
        return None
    month = Month.of(event.happened_on)
    hours = queries.hours_by_month(event.organisation_id, Window(month, month)).get(month)
    return None if hours and hours.total else month
