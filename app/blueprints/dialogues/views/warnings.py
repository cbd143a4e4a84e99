"""What the linter warns of in a need, answered by its author before the dialogue is published."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.dialogues import bp, policies, queries
from app.blueprints.dialogues.forms.warnings import ASKED, FIELDS, warning_words, warnings_form
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.dialogues.rules.linting import Warned
from app.blueprints.dialogues.services.warnings import answer_warnings, unanswered
from app.core.access import actor, guard, signed_in_first
from app.core.errors import Refused
from app.core.render import render


@bp.route("/dialogues/<int:dialogue_id>/edit/needs/<int:need_id>/warnings", methods=["GET", "POST"])
@guard(policies.can_edit_dialogue, conceal=True, dialogue=signed_in_first(queries.get_dialogue))
def answer_need(dialogue: Dialogue, need_id: int) -> ResponseReturnValue:
    need = next((each for each in dialogue.needs if each.id == need_id), None) or abort(404)
    form = warnings_form(need.warnings, dialogue.version)
    if form.validate_on_submit():
        try:
            answer_warnings(dialogue, need, form.answers(), form.version.data, by=actor())
            if not unanswered(need):
                flash(_("Every warning about this need has an answer."), "success")
            return redirect(url_for(".edit_needs", dialogue_id=dialogue.id), 303)
        except Refused as error:
            form.take(error)
    warned = [
        (warning_words(warning), FIELDS[warning["field"]], ASKED[Warned(warning["code"])], form[f"answer_{number}"])
        for number, warning in enumerate(need.warnings)
    ]
    return render("dialogues/warnings.html", form=form, dialogue=dialogue, need=need, warned=warned), form.status
