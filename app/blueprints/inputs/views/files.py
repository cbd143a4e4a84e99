"""Files that answer a question: added and taken away by the firm, opened by the firm and by the buyer."""

from typing import Any, BinaryIO, cast

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.models import Organisation
from app.blueprints.attachments.terms import MOST_BYTES
from app.blueprints.dialogues import queries as dialogues
from app.blueprints.impartiality.services.doors import declared
from app.blueprints.inputs import bp, policies
from app.blueprints.inputs.forms.answers import FileForm
from app.blueprints.inputs.queries import answers, questionnaires
from app.blueprints.inputs.services import answering
from app.blueprints.inputs.terms.questionnaires import QuestionKind
from app.blueprints.inputs.views.answering import BASE, read, write
from app.blueprints.inputs.views.public import frame
from app.core.access import actor, guard
from app.core.downloads import answer as download
from app.core.errors import DomainError
from app.core.i18n import locale
from app.core.render import render
from app.core.uploads import takes_file


def _question(dialogue: Any, question_id: int) -> Any:
    found = questionnaires.find_question(dialogue.id, question_id)
    if found is None or found.kind is not QuestionKind.FILE or found.published_at is None or found.withdrawn_at:
        abort(404)
    return found


@bp.route(BASE + "/files/<int:question_id>", methods=["GET", "POST"])
@write
@takes_file(MOST_BYTES)
def add_file(dialogue: Any, organisation: Organisation, question_id: int) -> ResponseReturnValue:
    question, form = _question(dialogue, question_id), FileForm()
    if form.validate_on_submit() and form.file.data:
        try:
            mine = answering.begin(dialogue, organisation.id, locale(), by=actor())
            upload, name = cast("BinaryIO", form.file.data.stream), form.file.data.filename or ""
            answering.attach(dialogue, mine, question, organisation, upload, name, by=actor())
        except DomainError as error:
            form.take(error)
        else:
            flash(_("The file is added. What it said of its author was taken out of it."), "success")
            return _back(dialogue, organisation, question)
    return render(
        "inputs/file.html", organisation=organisation, question=question, form=form, **frame(dialogue)
    ), form.status  # fmt: skip


@bp.post(BASE + "/files/<int:question_id>/remove")
@write
def remove_file(dialogue: Any, organisation: Organisation, question_id: int) -> ResponseReturnValue:
    question = _question(dialogue, question_id)
    mine = answers.find_input(dialogue.id, organisation.id)
    if mine is not None:
        answering.detach(dialogue, mine, question, by=actor())
    return _back(dialogue, organisation, question)


def _back(dialogue: Any, organisation: Organisation, question: Any) -> ResponseReturnValue:
    here = {"dialogue_id": dialogue.id, "organisation_id": organisation.id, "section_id": question.section_id}
    return redirect(url_for(".answer_section", **here, _anchor=f"q-{question.id}"), 303)


@bp.get(BASE + "/files/<int:question_id>/open")
@read
def open_own_file(dialogue: Any, organisation: Organisation, question_id: int) -> ResponseReturnValue:
    mine = answers.find_input(dialogue.id, organisation.id)
    held = answering.typed_of(mine.id).get(question_id) if mine else None
    if held is None or held.file_id is None:
        abort(404)
    return download(answering.open_own(held.file_id))


@bp.get("/dialogues/<int:dialogue_id>/desk/input/answers/<int:answer_id>/file")
@guard(policies.can_open_input, conceal=True, dialogue=declared(dialogues.dialogue_shown), answer=answers.get_answer)
def open_file(dialogue: Any, answer: Any) -> ResponseReturnValue:
    if answer.dialogue_id != dialogue.id or answer.file_id is None:
        abort(404)
    return download(answering.open_file(answer))
