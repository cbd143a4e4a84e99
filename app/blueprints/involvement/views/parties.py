"""Who else had a hand in it: note, and take back."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.involvement import bp
from app.blueprints.involvement.forms.parties import party_form
from app.blueprints.involvement.models import OtherParty
from app.blueprints.involvement.queries.parties import get_party
from app.blueprints.involvement.services import parties as services
from app.blueprints.involvement.views.doors import kept, kept_of
from app.blueprints.parity.queries import participants
from app.core.access import actor
from app.core.errors import Refused
from app.core.render import render


@bp.route("/dialogues/<int:dialogue_id>/involvement/parties/new", methods=["GET", "POST"])
@kept
def add_party(dialogue: Any) -> ResponseReturnValue:
    form = party_form(participants(dialogue.id))
    if form.validate_on_submit():
        try:
            services.add_party(dialogue.id, form.draft(), by=actor())
            flash(_("It is noted, and will stand in the next report."), "success")
            return redirect(url_for(".show_involvement", dialogue_id=dialogue.id), 303)
        except Refused as error:
            form.take(error)
    return render("involvement/party.html", form=form, dialogue=dialogue), form.status


@bp.post("/dialogues/<int:dialogue_id>/involvement/parties/<int:party_id>/take-back")
@kept_of("party", get_party)
def take_back_party(dialogue: Any, party: OtherParty) -> ResponseReturnValue:
    services.take_back(party, by=actor())
    flash(_("It is taken back. Reports that have been made stay as they are."), "success")
    return redirect(url_for(".show_involvement", dialogue_id=dialogue.id), 303)
