"""The buyer's desk: what waits for an answer, writing one in every language, and another pair of eyes."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.accounts.queries.names import names_of
from app.blueprints.dialogues.queries import dialogue_shown, needs_of
from app.blueprints.impartiality.services.doors import declared
from app.blueprints.questions import bp, policies
from app.blueprints.questions.forms.answers import AnswerForm, NewAnswerForm, VersionForm, filled
from app.blueprints.questions.models import Answer, Question
from app.blueprints.questions.queries import answering as queries
from app.blueprints.questions.queries.batches import being_prepared
from app.blueprints.questions.rules.batches import missing_languages
from app.blueprints.questions.services import answering as services
from app.blueprints.questions.terms.questions import AnswerState
from app.core.access import actor, guard, signed_in_first
from app.core.addresses import asked_number
from app.core.errors import Refused
from app.core.i18n import locale
from app.core.render import render

confidential = declared(signed_in_first(dialogue_shown))
reading = guard(policies.can_read_answers, conceal=True, dialogue=confidential)
writing = guard(policies.can_write_answers, conceal=True, dialogue=confidential)
SHOWN = ("unanswered", AnswerState.WRITTEN.value, AnswerState.APPROVED.value)


@bp.get("/dialogues/<int:dialogue_id>/answers")
@reading
def answers(dialogue: Any) -> ResponseReturnValue:
    """What waits: for words, for approval, for publication."""
    counts = queries.counts(dialogue.id)
    asked = request.args.get("show")
    shown = asked if asked in SHOWN else next((name for name in SHOWN if counts[name]), SHOWN[0])
    after = asked_number("after")
    if shown == SHOWN[0]:
        page = queries.unanswered(dialogue.id, after)
    else:
        page = queries.in_state(dialogue.id, AnswerState(shown), after)
    people = [] if shown == SHOWN[0] else [one for row in page.rows for one in (*row.writers, row.approved_by)]
    return render(
        "questions/answers.html", dialogue=dialogue, page=page, counts=counts, shown=shown, names=names_of(people),
        after=after, can_write=policies.can_write_answers(actor(), dialogue), batch=being_prepared(dialogue.id),
        needs={need.id: need for need in needs_of(dialogue.id)},
    )  # fmt: skip


@bp.route("/dialogues/<int:dialogue_id>/answers/to/<int:question_id>", methods=["GET", "POST"])
@writing
def answer_question(dialogue: Any, question_id: int) -> ResponseReturnValue:
    question = _question(dialogue.id, question_id)
    begun = queries.answer_to(question.id)
    form = NewAnswerForm()
    if begun is not None and not form.is_submitted():
        return redirect(address(dialogue, begun))
    form.keep_only(list(dialogue.languages), asked_in=question.lang, heading=False, why=False)
    return _writes(
        dialogue, form, question, lambda: services.write_answer(dialogue, question.id, form.draft(), by=actor())
    )


@bp.route("/dialogues/<int:dialogue_id>/answers/new", methods=["GET", "POST"])
@writing
def tell_unasked(dialogue: Any) -> ResponseReturnValue:
    """Information that nobody asked for, and that everybody should have."""
    form = NewAnswerForm()
    form.keep_only(list(dialogue.languages), asked_in=None, heading=True, why=False)
    return _writes(dialogue, form, None, lambda: services.write_answer(dialogue, None, form.draft(), by=actor()))


@bp.get("/dialogues/<int:dialogue_id>/answers/<int:answer_id>")
@reading
def show_answer(dialogue: Any, answer_id: int) -> ResponseReturnValue:
    """The answer as it stands, in every language, for those who approve it."""
    answer = found(dialogue.id, answer_id)
    return render("questions/answer.html", **_page(dialogue, answer))


def _page(dialogue: Any, answer: Answer) -> dict[str, Any]:
    question = _question(dialogue.id, answer.question_id) if answer.question_id is not None else None
    words = queries.words_of([answer.id]).get(answer.id, {})
    before = queries.words_of([answer.replaces_id]).get(answer.replaces_id, {}) if answer.replaces_id else {}
    who = actor()
    can_write = policies.can_write_answers(who, dialogue)
    return {
        "dialogue": dialogue,
        "answer": answer,
        "question": question,
        "words": words,
        "before": before,
        "missing": services.named(missing_languages(words, dialogue.languages, question.lang if question else None)),
        "names": names_of([*answer.writers, answer.approved_by]),
        "can_write": can_write,
        "can_approve": can_write and answer.state is AnswerState.WRITTEN and who.person_id not in answer.writers,
        "newer": queries.takes_place_of(answer.id) if answer.state is AnswerState.PUBLISHED else None,
    }


@bp.route("/dialogues/<int:dialogue_id>/answers/<int:answer_id>/edit", methods=["GET", "POST"])
@writing
def edit_answer(dialogue: Any, answer_id: int) -> ResponseReturnValue:
    answer = found(dialogue.id, answer_id)
    if answer.state is AnswerState.PUBLISHED:
        return redirect(f"{address(dialogue, answer.id)}/change")
    question = _question(dialogue.id, answer.question_id) if answer.question_id is not None else None
    form = AnswerForm(
        data=filled(queries.words_of([answer.id]).get(answer.id, {})) | {"why": answer.why, "version": answer.version}
    )
    form.keep_only(
        list(dialogue.languages), asked_in=question.lang if question else None, heading=question is None,
        why=answer.replaces_id is not None,
    )  # fmt: skip

    def change() -> Answer:
        services.change_answer(dialogue, answer, form.draft(), by=actor())
        return answer

    return _writes(dialogue, form, question, change, answer)


@bp.route("/dialogues/<int:dialogue_id>/answers/<int:answer_id>/change", methods=["GET", "POST"])
@writing
def change_published(dialogue: Any, answer_id: int) -> ResponseReturnValue:
    """A new version of what everybody has read."""
    answer = found(dialogue.id, answer_id)
    if answer.state is not AnswerState.PUBLISHED:
        return redirect(f"{address(dialogue, answer.id)}/edit")
    question = _question(dialogue.id, answer.question_id) if answer.question_id is not None else None
    form = NewAnswerForm(data=filled(queries.words_of([answer.id]).get(answer.id, {})))
    begun = queries.takes_place_of(answer.id)
    if begun is not None and not form.is_submitted():
        return redirect(address(dialogue, begun))
    form.keep_only(
        list(dialogue.languages), asked_in=question.lang if question else None, heading=question is None, why=True
    )
    return _writes(
        dialogue, form, question, lambda: services.write_anew(dialogue, answer, form.draft(), by=actor()), answer
    )


@bp.post("/dialogues/<int:dialogue_id>/answers/<int:answer_id>/approve")
@writing
def approve_answer(dialogue: Any, answer_id: int) -> ResponseReturnValue:
    answer = found(dialogue.id, answer_id)
    services.approve(dialogue, answer, VersionForm().version.data, by=actor())
    flash(_("The answer is approved. It goes out with the next batch."), "success")
    return redirect(f"/{locale()}/dialogues/{dialogue.id}/answers", 303)


@bp.route("/dialogues/<int:dialogue_id>/answers/<int:answer_id>/discard", methods=["GET", "POST"])
@writing
def discard_answer(dialogue: Any, answer_id: int) -> ResponseReturnValue:
    answer = found(dialogue.id, answer_id)
    form = VersionForm(version=answer.version)
    if form.validate_on_submit():
        services.discard(dialogue, answer, form.version.data, by=actor())
        flash(_("The answer is gone. Nobody outside had seen it."), "success")
        return redirect(f"/{locale()}/dialogues/{dialogue.id}/answers", 303)
    return render("questions/discard_answer.html", dialogue=dialogue, answer=answer, form=form), form.status


def _writes(
    dialogue: Any, form: Any, question: Question | None, write: Callable[[], Answer], answer: Answer | None = None
) -> ResponseReturnValue:
    """The form of an answer, and what happens when it is sent."""
    if form.validate_on_submit():
        try:
            made = write()
            flash(_("Saved. Somebody who has not written any of it approves it before it goes out."), "success")
            return redirect(address(dialogue, made.id), 303)
        except Refused as error:
            form.take(error)
    return render(
        "questions/write_answer.html", dialogue=dialogue, form=form, question=question, answer=answer
    ), form.status


def address(dialogue: Any, answer_id: int) -> str:
    return f"/{locale()}/dialogues/{dialogue.id}/answers/{answer_id}"


def found(dialogue_id: int, answer_id: int) -> Answer:
    return queries.find_answer(dialogue_id, answer_id) or abort(404)


def _question(dialogue_id: int, question_id: int) -> Question:
    return queries.find_question(dialogue_id, question_id) or abort(404)
