"""The buyer reads what firms have handed in: firm by firm, and question by question. Behind the declaration."""

from typing import Any

from flask import abort
from flask.typing import ResponseReturnValue

from app.blueprints.dialogues import queries as dialogues
from app.blueprints.impartiality.services.doors import declared
from app.blueprints.inputs import bp, policies
from app.blueprints.inputs.queries import answers, paraphrases, questionnaires
from app.blueprints.inputs.rules.effort import effort
from app.blueprints.inputs.views.public import frame
from app.blueprints.moderation.queries import referrals
from app.core.access import actor, guard, signed_in_first
from app.core.addresses import asked_number
from app.core.render import render

inside = guard(policies.can_open_input, conceal=True, dialogue=signed_in_first(declared(dialogues.dialogue_shown)))
BASE = "/dialogues/<int:dialogue_id>/desk/input"


@bp.get(BASE)
@inside
def desk(dialogue: Any) -> ResponseReturnValue:
    """Who has handed in, what waits, and what moderators have handed over from the threads."""
    made = questionnaires.find_questionnaire(dialogue.id)
    questions = questionnaires.questions_of(dialogue.id) if made else []
    after = asked_number("after")
    return render(
        "inputs/desk.html",
        made=made,
        page=answers.handed_in(dialogue.id, after),
        number=answers.count_handed_in(dialogue.id),
        first=after is None,
        questions=questions,
        states=paraphrases.count_by_state(dialogue.id),
        effort=effort(questions, made.firms, made.cap_hours) if made else None,
        referrals=referrals.protected_inputs(dialogue.organisation_id).rows[:5] if after is None else [],
        may_write=policies.can_paraphrase(actor(), dialogue),
        **frame(dialogue),
    )


@bp.get(BASE + "/<int:input_id>")
@guard(
    policies.can_open_input, conceal=True, dialogue=signed_in_first(declared(dialogues.dialogue_shown)),
    input=answers.get_handed_in,
)  # fmt: skip
def show_handed_in(dialogue: Any, input: Any) -> ResponseReturnValue:  # noqa: A002 - as the address names it
    if input.dialogue_id != dialogue.id:
        abort(404)
    rows = {row.question_id: row for row in answers.shown_answers(input.id)}
    asked = [each for each in questionnaires.questions_of(dialogue.id) if each.id in rows]
    return render(
        "inputs/desk_input.html",
        handed=input,
        answers=[rows[each.id] for each in asked],
        paraphrases=paraphrases.paraphrases_of_answers([row.id for row in rows.values()]),
        may_write=policies.can_paraphrase(actor(), dialogue),
        **frame(dialogue),
    )


@bp.get(BASE + "/questions/<int:question_id>")
@inside
def show_question(dialogue: Any, question_id: int) -> ResponseReturnValue:
    """What all firms have answered to one question."""
    question = questionnaires.find_question(dialogue.id, question_id) or abort(404)
    after = asked_number("after")
    page = answers.answers_to(dialogue.id, question.id, after)
    return render(
        "inputs/desk_question.html",
        question=question,
        page=page,
        first=after is None,
        paraphrases=paraphrases.paraphrases_of_answers([row.id for row in page.rows]),
        may_write=policies.can_paraphrase(actor(), dialogue),
        **frame(dialogue),
    )
