"""The firm's own pages: section by section, saved as one goes; handed in, changed, and taken back."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.attachments.queries import files_of
from app.blueprints.dialogues import queries as dialogues
from app.blueprints.inputs import bp, policies
from app.blueprints.inputs.forms.answers import Answers, HandInForm, TakeBackForm, section_form
from app.blueprints.inputs.queries import answers, paraphrases, questionnaires
from app.blueprints.inputs.rules import answers as rules
from app.blueprints.inputs.services import answering, handing_in
from app.blueprints.inputs.terms.answers import Typed
from app.blueprints.inputs.views.public import frame, sections
from app.core.access import actor, guard, signed_in_first
from app.core.errors import DomainError, StaleVersion
from app.core.i18n import locale
from app.core.render import format_time, render

write = guard(
    policies.can_answer, conceal=True, dialogue=signed_in_first(dialogues.dialogue_shown), organisation=get_organisation
)
read = guard(
    policies.can_read_own_input, conceal=True, dialogue=signed_in_first(dialogues.dialogue_shown),
    organisation=get_organisation,
)  # fmt: skip
BASE = "/dialogues/<int:dialogue_id>/input/<int:organisation_id>"


@bp.get(BASE)
@read
def show_own(dialogue: Any, organisation: Organisation) -> ResponseReturnValue:
    """How far the firm has come, section by section; and what the buyer asks it."""
    mine = answers.find_input(dialogue.id, organisation.id)
    typed = answering.typed_of(mine.id) if mine else {}
    asked = sections(questionnaires.questions_of(dialogue.id))
    return render(
        "inputs/own.html",
        organisation=organisation,
        mine=mine,
        sections=[(*each, _done(each[1], typed)) for each in asked],
        begun=bool(typed),
        paraphrases=paraphrases.paraphrases_for_firm(dialogue.id, organisation.id) if mine and mine.times else [],
        may_write=policies.can_answer(actor(), dialogue, organisation),
        take_back=TakeBackForm(version=mine.version if mine else 0),
        **frame(dialogue),
    )


def _done(questions: list[Any], typed: dict[int, Typed]) -> int:
    return sum(not rules.is_blank(typed.get(question.id, Typed())) for question in questions)


@bp.route(BASE + "/<int:section_id>", methods=["GET", "POST"])
@write
def answer_section(dialogue: Any, organisation: Organisation, section_id: int) -> ResponseReturnValue:
    """Save and go on; the script sends the same form and gets {"saved": "14.02", "version": 3}, or {"message": ...}."""
    asked = sections(questionnaires.questions_of(dialogue.id))
    here = next((place for place, each in enumerate(asked) if each[0].section_id == section_id), None)
    if here is None:
        abort(404)
    mine = answers.find_input(dialogue.id, organisation.id)
    page = answers.working_of(mine.id, section_id) if mine else None
    held = answering.unpack(page)
    form = section_form(asked[here][1], held, page.version if page else 0, locale())
    by_script = request.accept_mimetypes.best == "application/json"
    status = None
    if form.validate_on_submit():
        try:
            mine = mine or answering.begin(dialogue, organisation.id, locale(), by=actor())
            saved = answering.save(dialogue, mine, section_id, form.typed(), form.version.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=page.version if page else 0)
            status = error.status
            if by_script:
                stale = {"version": form.version.data} if isinstance(error, StaleVersion) else {}
                return {"message": error.message} | stale, error.status
        else:
            if by_script:
                return {"saved": format_time(saved.changed_at), "version": saved.version}
            following = asked[here + 1][0].section_id if here + 1 < len(asked) else None
            return _on(dialogue, organisation, following)
    elif form.is_submitted() and by_script:
        return {"message": _("Something in this section must be put right before it can be saved.")}, form.status
    if not form.is_submitted() and request.args.get("check"):
        _point_out(form, held)
    return render(
        "inputs/section.html",
        organisation=organisation,
        form=form,
        section=asked[here][0],
        number=here + 1,
        of=len(asked),
        minutes=asked[here][2],
        before=asked[here - 1][0].section_id if here else None,
        held=held,
        files=files_of(organisation.id, [each.file_id for each in held.values() if each.file_id]),
        **frame(dialogue),
    ), status or (200 if request.method == "GET" else form.status)


def _point_out(form: Answers, held: dict[int, Typed]) -> None:
    form.point_out(rules.faults(form.questions, held))


def _on(dialogue: Any, organisation: Organisation, section_id: int | None) -> Response:
    here = {"dialogue_id": dialogue.id, "organisation_id": organisation.id}
    if "later" in request.form:
        flash(_("Saved. Only your firm sees it. You can go on whenever you like."), "success")
        return redirect(url_for(".show_own", **here), 303)
    if section_id is None:
        return redirect(url_for(".hand_in", **here), 303)
    return redirect(url_for(".answer_section", **here, section_id=section_id), 303)


@bp.route(BASE + "/hand-in", methods=["GET", "POST"])
@write
def hand_in(dialogue: Any, organisation: Organisation) -> ResponseReturnValue:
    """A look at all of it, in the lanes that were chosen; then it is the buyer's to read."""
    mine = answers.find_input(dialogue.id, organisation.id)
    if mine is None:
        return redirect(url_for(".show_own", dialogue_id=dialogue.id, organisation_id=organisation.id), 303)
    form = HandInForm(version=mine.version, lang=mine.lang)
    if form.validate_on_submit():
        try:
            handing_in.hand_in(dialogue, mine, form.lang.data, form.version.data, by=actor())
        except DomainError as error:
            form.take(error, now_at=mine.version)
        else:
            return redirect(url_for(".show_receipt", dialogue_id=dialogue.id, organisation_id=organisation.id), 303)
    typed = answering.typed_of(mine.id)
    asked = sections(questionnaires.questions_of(dialogue.id))
    return render(
        "inputs/hand_in.html",
        organisation=organisation,
        mine=mine,
        form=form,
        sections=[(each[0], [_looked(question, typed) for question in each[1]]) for each in asked],
        faults=len({fault.question_id for fault in handing_in.faults(mine)}),
        **frame(dialogue),
    ), form.status


def _looked(question: Any, typed: dict[int, Typed]) -> tuple[Any, Any, list[rules.Fault]]:
    """A question, its answer as it would be handed in (None when there is none), and what is wrong with it."""
    said = typed.get(question.id, Typed())
    wrong = rules.faults_of(question, said)
    return question, (None if wrong or rules.is_blank(said) else rules.answered(question, said)), wrong


@bp.get(BASE + "/receipt")
@read
def show_receipt(dialogue: Any, organisation: Organisation) -> ResponseReturnValue:
    """When it was handed in, what was, and its fingerprint; fit for paper."""
    mine = answers.find_input(dialogue.id, organisation.id)
    if mine is None or not mine.times:
        abort(404)
    return render(
        "inputs/receipt.html", organisation=organisation, mine=mine, answers=answers.shown_answers(mine.id),
        **frame(dialogue),
    )  # fmt: skip


@bp.post(BASE + "/take-back")
@write
def take_back(dialogue: Any, organisation: Organisation) -> ResponseReturnValue:
    mine = answers.find_input(dialogue.id, organisation.id)
    if mine is None:
        abort(404)
    handing_in.take_back(dialogue, mine, TakeBackForm().version.data, by=actor())
    flash(_("Your answers are taken back. Nobody but your firm reads them, and you can hand in again."), "success")
    return redirect(url_for(".show_own", dialogue_id=dialogue.id, organisation_id=organisation.id), 303)
