"""What the safety representative, and others who see to safety, say of an event or of a year."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.safety import bp, policies, queries, services
from app.blueprints.safety.forms import RemarkForm
from app.blueprints.safety.models import Event, Remark
from app.blueprints.safety.services.checks import FIRST_YEAR
from app.blueprints.safety.views.events import back_to, event_page
from app.core.access import actor, guard
from app.core.clock import today
from app.core.errors import Refused
from app.core.render import render


@bp.post("/organisations/<int:organisation_id>/safety/events/<int:event_id>/remarks")
@guard(policies.can_remark_on, conceal=True, organisation=get_organisation, event=queries.get_event)
def remark_on_event(organisation: Organisation, event: Event) -> ResponseReturnValue:
    form = RemarkForm()
    if form.validate_on_submit():
        try:
            services.say_remark(organisation.id, form.draft(event_id=event.id), by=actor())
        except Refused as error:
            form.take(error)
        else:
            return back_to(event, _("Your remark is there."), "remarks")
    return event_page(organisation, event, form), form.status


@bp.get("/organisations/<int:organisation_id>/safety/years/<int:year>/remarks")
@guard(policies.can_view_safety, conceal=True, organisation=get_organisation)
def list_remarks(organisation: Organisation, year: int) -> ResponseReturnValue:
    """What is said of a year's figures."""
    return _year_page(organisation, year, RemarkForm())


@bp.post("/organisations/<int:organisation_id>/safety/years/<int:year>/remarks")
@guard(policies.can_remark, conceal=True, organisation=get_organisation)
def remark_on_year(organisation: Organisation, year: int) -> ResponseReturnValue:
    form = RemarkForm()
    if form.validate_on_submit():
        try:
            services.say_remark(organisation.id, form.draft(year=year), by=actor())
        except Refused as error:
            form.take(error)
        else:
            flash(_("Your remark is there."), "success")
            return redirect(url_for(".list_remarks", organisation_id=organisation.id, year=year), 303)
    return _year_page(organisation, year, form), form.status


@bp.post("/organisations/<int:organisation_id>/safety/remarks/<int:remark_id>/withdraw")
@guard(policies.can_withdraw_remark, conceal=True, organisation=get_organisation, remark=queries.get_remark)
def withdraw_remark(organisation: Organisation, remark: Remark) -> ResponseReturnValue:
    services.withdraw_remark(remark.id, by=actor())
    flash(_("Your remark is withdrawn. That you withdrew it is seen."), "success")
    firm, event_id = organisation.id, remark.event_id
    if event_id is None:
        return redirect(url_for(".list_remarks", organisation_id=firm, year=remark.year), 303)
    return redirect(url_for(".show_event", organisation_id=firm, event_id=event_id, _anchor="remarks"), 303)


def _year_page(organisation: Organisation, year: int, form: RemarkForm) -> str:
    if not FIRST_YEAR <= year <= today().year:
        abort(404)
    return render(
        "safety/remarks.html",
        organisation=organisation,
        year=year,
        form=form,
        remarks=queries.remarks(organisation.id, year=year),
        may_remark=policies.can_remark(actor(), organisation),
    )
