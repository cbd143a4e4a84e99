"""The buyer's wizard: need, texts, plan, preview, publish. Saved at each step, and open again after publication."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.dialogues import bp, policies, queries, rules
from app.blueprints.dialogues.forms.dialogues import (
    NewDialogueForm,
    NewNeedForm,
    VersionForm,
    need_form,
    plan_form,
    texts_form,
)
from app.blueprints.dialogues.models import Dialogue, Need
from app.blueprints.dialogues.services import dialogues as services
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.dialogues.views.dialogues import page_of_dialogue
from app.blueprints.forum.queries import get_space
from app.core.access import actor, guard, signed_in_first
from app.core.errors import WORDS, Conflict, Refused
from app.core.i18n import locale
from app.core.render import render

own = guard(policies.can_edit_dialogue, conceal=True, dialogue=signed_in_first(queries.get_dialogue))


@bp.route("/organisations/<int:organisation_id>/dialogues/new", methods=["GET", "POST"])
@guard(policies.can_start_dialogue, organisation=get_organisation)
def start_dialogue(organisation: Organisation) -> ResponseReturnValue:
    form = NewDialogueForm(lang=locale())
    if form.validate_on_submit():
        try:
            dialogue = services.start_dialogue(organisation.id, form.lang.data, form.draft(), by=actor())
            return _to("edit_texts", dialogue)
        except Refused as error:
            form.take(error)
    return render("dialogues/start.html", form=form, organisation=organisation), form.status


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
            services.add_need(dialogue, form.draft(), by=actor())
            return _to("edit_needs", dialogue)
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
            return _to("edit_needs", dialogue)
        except Refused as error:
            form.take(error)
    return render("dialogues/need.html", form=form, dialogue=dialogue, need=need), form.status


@bp.post("/dialogues/<int:dialogue_id>/edit/needs/<int:need_id>/remove")
@own
def remove_need(dialogue: Dialogue, need_id: int) -> ResponseReturnValue:
    services.remove_need(dialogue, _need(dialogue, need_id), by=actor())
    flash(_("The need has been removed."), "success")
    return _to("edit_needs", dialogue)


@bp.route("/dialogues/<int:dialogue_id>/edit/texts", methods=["GET", "POST"])
@own
def edit_texts(dialogue: Dialogue) -> ResponseReturnValue:
    form = texts_form(dialogue)
    if form.validate_on_submit():
        try:
            services.save_texts(dialogue, form.draft(), by=actor())
            return _to("edit_plan", dialogue)
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
            return _to("preview", dialogue)
        except Refused as error:
            form.take(error)
    return render(
        "dialogues/plan.html", form=form, dialogue=dialogue, other=rules.other_language(dialogue.lang)
    ), form.status


@bp.get("/dialogues/<int:dialogue_id>/edit/preview")
@own
def preview(dialogue: Dialogue) -> ResponseReturnValue:
    missing = [str(WORDS[code]) for code in services.missing(dialogue)] if dialogue.state is DialogueState.DRAFT else []
    return render("dialogues/preview.html", missing=missing, **page_of_dialogue(queries.dialogue_shown(dialogue.id)))


@bp.post("/dialogues/<int:dialogue_id>/publish")
@own
def publish(dialogue: Dialogue) -> ResponseReturnValue:
    services.publish(dialogue, _version(), by=actor())
    flash(_("The dialogue is published. Everybody can read it now."), "success")
    return redirect(url_for(".show_dialogue", dialogue_id=dialogue.id), 303)


@bp.route("/dialogues/<int:dialogue_id>/close", methods=["GET", "POST"])
@own
def close_dialogue(dialogue: Dialogue) -> ResponseReturnValue:
    form = VersionForm(version=dialogue.version)
    if form.validate_on_submit():
        services.close(dialogue, form.version.data, by=actor())
        flash(_("The dialogue is closed. It can still be read."), "success")
        return redirect(url_for(".show_dialogue", dialogue_id=dialogue.id), 303)
    if dialogue.state is not DialogueState.PUBLISHED:
        raise Conflict("dialogue_is_closed")
    return render("dialogues/close.html", form=form, dialogue=dialogue), form.status


def _need(dialogue: Dialogue, need_id: int) -> Need:
    """The need, if it is this dialogue's."""
    found = next((need for need in dialogue.needs if need.id == need_id), None)
    return found or abort(404)


def _version() -> int:
    return int(VersionForm().version.data or 0)


def _to(endpoint: str, dialogue: Dialogue) -> Response:
    return redirect(url_for(f".{endpoint}", dialogue_id=dialogue.id), 303)
