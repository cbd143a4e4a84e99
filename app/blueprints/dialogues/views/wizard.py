"""The buyer's wizard: problem, needs, dates, purchase, reach, fairness check, preview.

Saved at each step, and open again after publication. How a dialogue begins stands in `beginning`, how
it is published and ends in `ending`.
"""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.blueprints.dialogues import bp, policies, queries, rules
from app.blueprints.dialogues.forms.dialogues import NewNeedForm, need_form, plan_form, texts_form
from app.blueprints.dialogues.forms.fairness import HINTS, SEEN, fairness_form
from app.blueprints.dialogues.forms.purchase import purchase_form
from app.blueprints.dialogues.models import Dialogue, Need
from app.blueprints.dialogues.queries import process
from app.blueprints.dialogues.rules import fairness
from app.blueprints.dialogues.services import dialogues as services
from app.blueprints.dialogues.services.warnings import unanswered
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.dialogues.views.dialogues import page_of_dialogue
from app.blueprints.forum.queries import get_space
from app.core.access import actor, guard, signed_in_first
from app.core.errors import WORDS, Refused
from app.core.render import render

own = guard(policies.can_edit_dialogue, conceal=True, dialogue=signed_in_first(queries.get_dialogue))
# Where what is missing is mended; what is not here is mended among the needs.
STEP_OF = {
    "texts_are_missing": "edit_texts",
    "purpose_is_missing": "edit_texts",
    "translation_is_missing": "edit_texts",
    "dates_are_missing": "edit_plan",
    "deadline_has_passed": "edit_plan",
    "criterion_is_missing": "edit_invited",
    "fairness_is_missing": "edit_fairness",
    "template_is_not_published": "show_desk",
}


@bp.get("/dialogues/<int:dialogue_id>/edit/needs")
@own
def edit_needs(dialogue: Dialogue) -> ResponseReturnValue:
    return render("dialogues/needs.html", dialogue=dialogue, draft=dialogue.state is DialogueState.DRAFT)


@bp.route("/dialogues/<int:dialogue_id>/edit/needs/new", methods=["GET", "POST"])
@own
def add_need(dialogue: Dialogue) -> ResponseReturnValue:
    form = NewNeedForm()
    if form.validate_on_submit():
        try:
            return _after(dialogue, services.add_need(dialogue, form.draft(), by=actor()))
        except Refused as error:
            form.take(error)
    return render("dialogues/need.html", form=form, dialogue=dialogue, need=None), form.status


@bp.route("/dialogues/<int:dialogue_id>/edit/needs/<int:need_id>", methods=["GET", "POST"])
@own
def edit_need(dialogue: Dialogue, need_id: int) -> ResponseReturnValue:
    need = _need(dialogue, need_id)
    form = need_form(need, dialogue.version)
    if form.validate_on_submit():
        try:
            services.change_need(dialogue, need, form.draft(), form.version.data, by=actor())
            return _after(dialogue, need)
        except Refused as error:
            form.take(error)
    return render("dialogues/need.html", form=form, dialogue=dialogue, need=need), form.status


@bp.post("/dialogues/<int:dialogue_id>/edit/needs/<int:need_id>/remove")
@own
def remove_need(dialogue: Dialogue, need_id: int) -> ResponseReturnValue:
    services.remove_need(dialogue, _need(dialogue, need_id), by=actor())
    flash(_("The need has been removed."), "success")
    return to("edit_needs", dialogue)


@bp.route("/dialogues/<int:dialogue_id>/edit/texts", methods=["GET", "POST"])
@own
def edit_texts(dialogue: Dialogue) -> ResponseReturnValue:
    form = texts_form(dialogue)
    if form.validate_on_submit():
        try:
            services.save_texts(dialogue, form.draft(), by=actor())
            return to("edit_needs", dialogue)
        except Refused as error:
            form.take(error)
    return render(
        "dialogues/texts.html", form=form, dialogue=dialogue, other=rules.other_language(dialogue.lang)
    ), form.status


@bp.route("/dialogues/<int:dialogue_id>/edit/plan", methods=["GET", "POST"])
@own
def edit_plan(dialogue: Dialogue) -> ResponseReturnValue:
    form = plan_form(dialogue, machine_allowed=get_space(dialogue.space_id).machine_allowed)
    if form.validate_on_submit():
        try:
            services.save_plan(dialogue, form.draft(dialogue.lang), by=actor())
            return to("edit_purchase", dialogue)
        except Refused as error:
            form.take(error)
    return render(
        "dialogues/plan.html", form=form, dialogue=dialogue, other=rules.other_language(dialogue.lang)
    ), form.status


@bp.route("/dialogues/<int:dialogue_id>/edit/purchase", methods=["GET", "POST"])
@own
def edit_purchase(dialogue: Dialogue) -> ResponseReturnValue:
    form = purchase_form(dialogue, process.published_profiles(dialogue.host_ids))
    if form.validate_on_submit():
        try:
            services.save_purchase(dialogue, form.draft(), by=actor())
            return to("edit_reach", dialogue)
        except Refused as error:
            form.take(error)
    return render("dialogues/purchase.html", form=form, dialogue=dialogue), form.status


@bp.route("/dialogues/<int:dialogue_id>/edit/fairness", methods=["GET", "POST"])
@own
def edit_fairness(dialogue: Dialogue) -> ResponseReturnValue:
    form = fairness_form(dialogue)
    if form.validate_on_submit():
        try:
            services.save_fairness(dialogue, form.draft(), by=actor())
            left = services.fairness_left(dialogue)
            if not left:
                return to("preview", dialogue)
            words = ngettext(
                "Saved. %(num)s point still wants an answer, or a reason.",
                "Saved. %(num)s points still want an answer, or a reason.",
                len(left),
            )
            flash(words, "info")
            return to("edit_fairness", dialogue)
        except Refused as error:
            form.take(error)
    seen = fairness.warnings(dialogue, len(dialogue.needs))
    points = [
        (word, reason, HINTS.get(point), [SEEN[each] for each in seen[point]]) for point, word, reason in form.rows()
    ]
    days = (
        fairness.days_for_input(dialogue.opens_on, dialogue.closes_on)
        if dialogue.opens_on and dialogue.closes_on
        else None
    )
    return render("dialogues/fairness.html", form=form, dialogue=dialogue, points=points, days=days), form.status


@bp.get("/dialogues/<int:dialogue_id>/edit/preview")
@own
def preview(dialogue: Dialogue) -> ResponseReturnValue:
    return render(
        "dialogues/preview.html",
        missing=missing_in_words(dialogue),
        can_lead=policies.can_lead_dialogue(actor(), dialogue),
        **page_of_dialogue(queries.dialogue_shown(dialogue.id)),
    )


def missing_in_words(dialogue: Dialogue) -> list[tuple[str, str]]:
    """What a draft lacks before it can be published, each with the address of the step where it is mended."""
    codes = services.missing(dialogue) if dialogue.state is DialogueState.DRAFT else []
    return [
        (str(WORDS[code]), url_for(f".{STEP_OF.get(code, 'edit_needs')}", dialogue_id=dialogue.id)) for code in codes
    ]


def _after(dialogue: Dialogue, need: Need) -> Response:
    """Back to the needs; first to the linter's warnings about this one, if it has any that want an answer."""
    if unanswered(need):
        return redirect(url_for(".answer_need", dialogue_id=dialogue.id, need_id=need.id), 303)
    return to("edit_needs", dialogue)


def _need(dialogue: Dialogue, need_id: int) -> Need:
    """The need, if it is this dialogue's."""
    found = next((need for need in dialogue.needs if need.id == need_id), None)
    return found or abort(404)


def to(endpoint: str, dialogue: Dialogue) -> Response:
    """On to another page of the same dialogue."""
    return redirect(url_for(f".{endpoint}", dialogue_id=dialogue.id), 303)
