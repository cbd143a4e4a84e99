"""The author appeals, on the page of the decision."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.moderation import bp, policies, queries
from app.blueprints.moderation.forms.appeals import AppealForm
from app.blueprints.moderation.models import Decision
from app.blueprints.moderation.services import appeals
from app.blueprints.moderation.views.decisions import decision_page
from app.core.access import actor, guard, signed_in_first
from app.core.errors import Conflict, Refused


@bp.route("/decisions/<int:decision_id>/appeal", methods=["GET", "POST"])
@guard(policies.can_appeal, decision=signed_in_first(queries.get_decision))
def appeal(decision: Decision) -> ResponseReturnValue:
    """One appeal. What cannot be taken is said on the same page, with what was typed."""
    form = AppealForm()
    if not form.validate_on_submit():
        return decision_page(decision, form, form.status)
    try:
        appeals.open_appeal(decision, form.draft(), by=actor())
    except Refused as refused:
        form.take(refused)
        return decision_page(decision, form, form.status)
    except Conflict as conflict:
        form.take(conflict)
        return decision_page(decision, form, 409)
    flash(_("Your appeal is sent. Another person considers it, and you get an answer with reasons."), "success")
    return redirect(url_for(".show_decision", decision_id=decision.id), 303)
