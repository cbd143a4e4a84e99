"""The lead of a dialogue goes from one host to another: offered by the one, taken by the other."""

from flask import abort, flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.dialogues import bp, policies
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.services import leading as services
from app.blueprints.dialogues.views.ending import led
from app.blueprints.dialogues.views.hosts import sent_organisation
from app.blueprints.dialogues.views.wizard import own, to
from app.core.access import actor


@bp.post("/dialogues/<int:dialogue_id>/hosts/lead/offer")
@led
def offer_lead(dialogue: Dialogue) -> ResponseReturnValue:
    services.offer_lead(dialogue, sent_organisation(), by=actor())
    flash(_("They are asked to lead. You lead until they say yes."), "success")
    return to("edit_hosts", dialogue)


@bp.post("/dialogues/<int:dialogue_id>/hosts/lead/withdraw")
@led
def withdraw_lead(dialogue: Dialogue) -> ResponseReturnValue:
    services.withdraw_lead(dialogue, sent_organisation(), by=actor())
    return to("edit_hosts", dialogue)


@bp.post("/dialogues/<int:dialogue_id>/hosts/lead")
@own
def answer_lead(dialogue: Dialogue) -> ResponseReturnValue:
    """By the host that is offered it."""
    number = sent_organisation()
    if not policies.buyers_of(actor(), [number]):
        abort(403)
    if request.form.get("answer") == "yes":
        services.take_lead(dialogue, number, by=actor())
        flash(_("You lead this dialogue now."), "success")
    else:
        services.withdraw_lead(dialogue, number, by=actor())
        flash(_("You have said no. Who led goes on."), "success")
    return to("edit_hosts", dialogue)
