"""The buyer builds the questionnaire: begins from a ready-made one, changes it, looks at its effort, publishes."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.dialogues import queries as dialogues
from app.blueprints.inputs import bp, policies
from app.blueprints.inputs.forms.questionnaires import (
    EffortForm,
    StartForm,
    WithdrawForm,
    question_form,
    section_form,
)
from app.blueprints.inputs.models import Questionnaire
from app.blueprints.inputs.queries import questionnaires as queries
from app.blueprints.inputs.services import questionnaires as services
from app.blueprints.inputs.services import ready_made
from app.blueprints.inputs.terms.questionnaires import USUAL_MINUTES
from app.blueprints.inputs.views.public import frame
from app.core.access import actor, guard, signed_in_first
from app.core.errors import WORDS, DomainError
from app.core.fields import version_in
from app.core.render import render

own = guard(policies.can_build, conceal=True, dialogue=signed_in_first(dialogues.dialogue_shown))
BASE = "/dialogues/<int:dialogue_id>/edit/questionnaire"


@bp.get(BASE)
@own
def build(dialogue: Any) -> ResponseReturnValue:
    made = queries.find_questionnaire(dialogue.id)
    if made is None:
        return render(
            "inputs/build_start.html", form=StartForm(), ready_made=ready_made.all_ready_made(),
            copies=queries.to_copy_from(dialogue.host_ids, dialogue.id), **frame(dialogue),
        )  # fmt: skip
    inside: dict[int, list[Any]] = {}
    for row in queries.questions_of(dialogue.id):
        inside.setdefault(row.section_id, []).append(row)
    return render(
        "inputs/build.html",
        made=made,
        sections=[(section, inside.get(section.id, [])) for section in queries.sections_of(dialogue.id)],
        effort=services.asked(dialogue.id, made),
        missing=[(code, str(WORDS[code])) for code in services.missing(dialogue, made)],
        who=name_of(made.changed_by),
        **frame(dialogue),
    )


@bp.post(BASE + "/start")
@own
def start(dialogue: Any) -> ResponseReturnValue:
    """From what comes with the room (`ready`), from an earlier dialogue (`copy`), or from nothing."""
    copied = version_in(request.form.get("copy", ""))
    if copied:
        if copied not in {row.id for row in queries.to_copy_from(dialogue.host_ids, dialogue.id)}:
            abort(404)
        services.copy(dialogue, copied, by=actor())
    else:
        services.start(dialogue, ready_made.find(request.form.get("ready", "")), by=actor())
    return _back(dialogue)


@bp.route(BASE + "/sections/new", methods=["GET", "POST"])
@own
def add_section(dialogue: Any) -> ResponseReturnValue:
    return _section(dialogue, None)


@bp.route(BASE + "/sections/<int:section_id>", methods=["GET", "POST"])
@own
def edit_section(dialogue: Any, section_id: int) -> ResponseReturnValue:
    return _section(dialogue, queries.find_section(dialogue.id, section_id) or abort(404))


def _section(dialogue: Any, section: Any) -> ResponseReturnValue:
    made = _begun(dialogue)
    form = section_form(section, made.version, dialogue.languages)
    if form.validate_on_submit():
        try:
            services.save_section(dialogue, section, form.title(), form.version.data, by=actor())
            return _back(dialogue)
        except DomainError as error:
            form.take(error, now_at=made.version)
    return render("inputs/build_section.html", form=form, section=section, **frame(dialogue)), form.status


@bp.post(BASE + "/sections/<int:section_id>/remove")
@own
def remove_section(dialogue: Any, section_id: int) -> ResponseReturnValue:
    section = queries.find_section(dialogue.id, section_id) or abort(404)
    services.remove_section(dialogue, section, _version(), by=actor())
    flash(_("The section is removed."), "success")
    return _back(dialogue)


@bp.route(BASE + "/sections/<int:section_id>/questions/new", methods=["GET", "POST"])
@own
def add_question(dialogue: Any, section_id: int) -> ResponseReturnValue:
    section = queries.find_section(dialogue.id, section_id) or abort(404)
    return _ask(dialogue, section.id, None)


@bp.route(BASE + "/questions/<int:question_id>", methods=["GET", "POST"])
@own
def edit_question(dialogue: Any, question_id: int) -> ResponseReturnValue:
    question = queries.find_question(dialogue.id, question_id) or abort(404)
    return _ask(dialogue, question.section_id, question)


def _ask(dialogue: Any, section_id: int, question: Any) -> ResponseReturnValue:
    made = _begun(dialogue)
    form = question_form(question, made.version, dialogue.languages, queries.needs_to_choose(dialogue.id))
    if form.validate_on_submit():
        try:
            services.save_question(dialogue, section_id, question, form.draft(), form.version.data, by=actor())
            return _back(dialogue, f"s-{section_id}")
        except DomainError as error:
            form.take(error, now_at=made.version)
    return render(
        "inputs/build_question.html", form=form, question=question, usual=USUAL_MINUTES, **frame(dialogue)
    ), form.status  # fmt: skip


@bp.post(BASE + "/questions/<int:question_id>/up")
@own
def move_question(dialogue: Any, question_id: int) -> ResponseReturnValue:
    question = queries.find_question(dialogue.id, question_id) or abort(404)
    services.move_up(dialogue, question, _version(), by=actor())
    return _back(dialogue, f"s-{question.section_id}")


@bp.post(BASE + "/questions/<int:question_id>/remove")
@own
def remove_question(dialogue: Any, question_id: int) -> ResponseReturnValue:
    """Of one that nobody has been asked; a published one is withdrawn."""
    question = queries.find_question(dialogue.id, question_id) or abort(404)
    services.take_out(dialogue, question, "", _version(), by=actor())
    flash(_("The question is removed."), "success")
    return _back(dialogue, f"s-{question.section_id}")


@bp.route(BASE + "/questions/<int:question_id>/withdraw", methods=["GET", "POST"])
@own
def withdraw_question(dialogue: Any, question_id: int) -> ResponseReturnValue:
    question = queries.find_question(dialogue.id, question_id)
    if question is None or question.published_at is None:
        abort(404)
    made = _begun(dialogue)
    form = WithdrawForm(version=made.version)
    if form.validate_on_submit():
        try:
            services.take_out(dialogue, question, form.why.data or "", form.version.data, by=actor())
            flash(_("The question is no longer asked. What has been answered stays."), "success")
            return _back(dialogue)
        except DomainError as error:
            form.take(error, now_at=made.version)
    return render("inputs/build_withdraw.html", form=form, question=question, **frame(dialogue)), form.status


@bp.route(BASE + "/effort", methods=["GET", "POST"])
@own
def edit_effort(dialogue: Any) -> ResponseReturnValue:
    made = _begun(dialogue)
    form = EffortForm(version=made.version, firms=made.firms, cap_hours=made.cap_hours, why=made.over_cap)
    if form.validate_on_submit():
        try:
            services.save_effort(dialogue, form.draft(), by=actor())
            return _back(dialogue)
        except DomainError as error:
            form.take(error, now_at=made.version)
    effort = services.asked(dialogue.id, made)
    return render("inputs/build_effort.html", form=form, effort=effort, **frame(dialogue)), form.status


@bp.post(BASE + "/publish")
@own
def publish(dialogue: Any) -> ResponseReturnValue:
    _begun(dialogue)
    number = services.publish(dialogue, _version(), by=actor())
    flash(
        ngettext("One question is published.", "%(num)s questions are published.", number) + " "
        + _("Whoever has answered already is told."), "success",
    )  # fmt: skip
    return _back(dialogue)


def _begun(dialogue: Any) -> Questionnaire:
    """404 where none has been begun: its pages are reached from it."""
    return queries.find_questionnaire(dialogue.id) or abort(404)


def _version() -> int:
    return version_in(request.form.get("version", ""))


def _back(dialogue: Any, anchor: str | None = None) -> Response:
    return redirect(url_for(".build", dialogue_id=dialogue.id, _anchor=anchor), 303)
