"""The banner on a page that nobody has looked through for three years, and the way to vouch for a dialogue's."""

from datetime import date, datetime
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.dialogues import bp, policies, queries
from app.blueprints.dialogues.forms.documents import ReviewForm
from app.blueprints.dialogues.rules.age import SENTENCE, is_old
from app.blueprints.dialogues.services import ages
from app.core.access import actor, guard, signed_in_first
from app.core.clock import local, today
from app.core.errors import Refused
from app.core.i18n import locale
from app.core.render import render


@bp.app_template_global()
def age_sentence(vouched_for: datetime | date | None) -> str:
    """What an old page says of itself, in the language of the page; nothing for one that is not old."""
    day = local(vouched_for).date() if isinstance(vouched_for, datetime) else vouched_for
    return SENTENCE.in_(locale()) if is_old(day, today()) else ""


@bp.app_template_global()
def may_review(dialogue: Any) -> bool:
    return policies.can_edit_dialogue(actor(), dialogue)


@bp.route("/dialogues/<int:dialogue_id>/review", methods=["GET", "POST"])
@guard(policies.can_edit_dialogue, conceal=True, dialogue=signed_in_first(queries.published_dialogue))
def review_dialogue(dialogue: Any) -> ResponseReturnValue:
    form = ReviewForm()
    if form.validate_on_submit():
        try:
            ages.review(dialogue, form.note.data or "", by=actor())
            flash(_("Noted. The page counts as looked through today."), "success")
            return redirect(url_for(".show_dialogue", dialogue_id=dialogue.id), 303)
        except Refused as error:
            form.take(error)
    return render("dialogues/review.html", form=form, dialogue=dialogue), form.status
