"""What follows an event: why it happened, and whom the law asks to be told."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.safety import bp, policies, queries, rules, services
from app.blueprints.safety.forms import InvestigationForm, NoticeForm
from app.blueprints.safety.models import Event
from app.blueprints.safety.views.events import back_to, page_of
from app.core.access import actor, guard
from app.core.errors import Conflict, Refused
from app.core.render import render


@bp.get("/organisations/<int:organisation_id>/safety/events/<int:event_id>/investigation")
@guard(policies.can_view_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def show_investigation(organisation: Organisation, event: Event) -> ResponseReturnValue:
    there = queries.investigation_of(event)
    if there is None:
        return redirect(page_of(event, "investigation"), 303)
    return render(
        "safety/investigation.html",
        organisation=organisation,
        event=event,
        investigation=there,
        written_by=queries.name_of(there.recorded_by_id),
        may_record=policies.can_correct_record(actor(), organisation, event),
    )


@bp.route(
    "/organisations/<int:organisation_id>/safety/events/<int:event_id>/investigation/write", methods=["GET", "POST"]
)
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def write_investigation(organisation: Organisation, event: Event) -> ResponseReturnValue:
    """Begin it, or go on: saved as it is, and open until the box at the end says that it is done."""
    there = queries.investigation_of(event)
    form = InvestigationForm(obj=there)
    if form.validate_on_submit():
        try:
            saved = services.save_investigation(event, form.draft(), by=actor())
        except Conflict as error:
            form.take(error, now_at=there.version if there else 0)
        except Refused as error:
            form.take(error)
        else:
            if saved.closed_at is None:
                flash(_("The investigation is saved. It stays open until you close it."), "success")
            else:
                flash(_("The investigation is closed."), "success")
            return redirect(_here(event), 303)
    return render(
        "safety/investigation_form.html", organisation=organisation, event=event, form=form, investigation=there
    ), form.status


@bp.post("/organisations/<int:organisation_id>/safety/events/<int:event_id>/investigation/reopen")
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def reopen_investigation(organisation: Organisation, event: Event) -> ResponseReturnValue:
    services.reopen_investigation(event, by=actor())
    flash(_("The investigation is open again."), "success")
    return redirect(url_for(".write_investigation", organisation_id=organisation.id, event_id=event.id), 303)


@bp.route("/organisations/<int:organisation_id>/safety/events/<int:event_id>/told/<code>", methods=["GET", "POST"])
@guard(policies.can_correct_record, conceal=True, organisation=get_organisation, event=queries.get_event)
def note_told(organisation: Organisation, event: Event, code: str) -> ResponseReturnValue:
    """Note that one whom the law asks to be told has been told."""
    needed = rules.must_be_notified(event.kind, serious=event.serious)
    duties = queries.duties_on(event.happened_on) if needed else []
    duty = next((duty for duty in duties if duty.code == code), None)
    if duty is None:
        abort(404)
    form = NoticeForm()
    if form.validate_on_submit():
        try:
            services.note_told(event, form.draft(code), by=actor())
        except Refused as error:
            form.take(error)
        else:
            return back_to(event, _("It is noted that they have been told."))
    return render("safety/event_told.html", organisation=organisation, event=event, form=form, duty=duty), form.status


def _here(event: Event) -> str:
    return url_for(".show_investigation", organisation_id=event.organisation_id, event_id=event.id)
