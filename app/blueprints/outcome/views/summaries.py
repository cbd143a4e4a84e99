"""The summary: written by the hosts, published by the buyer that leads."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.outcome import bp, policies, queries
from app.blueprints.outcome.forms import summary_form
from app.blueprints.outcome.services import summaries as services
from app.blueprints.outcome.services.themes import refuse_closed
from app.core.access import actor, guard, signed_in_first
from app.core.errors import DomainError
from app.core.render import render


@bp.route("/dialogues/<int:dialogue_id>/summary", methods=["GET", "POST"])
@guard(policies.can_write_summary, conceal=True, dialogue=signed_in_first(dialogue_shown))
def edit_summary(dialogue: Any) -> ResponseReturnValue:
    """Saved, or saved and published."""
    refuse_closed(dialogue)
    summary = queries.get_summary(dialogue.id)
    form = summary_form(summary, dialogue.languages)
    may_publish = policies.can_publish_summary(actor(), dialogue)
    if form.validate_on_submit():
        try:
            saved = services.save_summary(dialogue, form.draft(), by=actor())
            if request.form.get("publish") and may_publish:
                services.publish_summary(dialogue, saved, by=actor())
                flash(_("Everybody can now read the summary, in every language of the dialogue."), "success")
                return redirect(url_for(".show_outcome", dialogue_id=dialogue.id), 303)
            flash(_("The summary is saved. Nobody but the hosts sees it yet."), "success")
            return redirect(url_for(".edit_summary", dialogue_id=dialogue.id), 303)
        except DomainError as error:
            form.take(error, now_at=summary.version if summary else 0)
    return render(
        "outcome/summary_form.html", dialogue=dialogue, form=form, summary=summary, may_publish=may_publish
    ), form.status
