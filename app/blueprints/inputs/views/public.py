"""What everybody reads: what is asked, how long it takes, and what has been answered in public."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from app.blueprints.dialogues import queries as dialogues
from app.blueprints.dialogues.policies import speaking_for
from app.blueprints.dialogues.services.showing import shown
from app.blueprints.dialogues.services.taking import deadline, why_not_taken
from app.blueprints.inputs import bp, policies
from app.blueprints.inputs.queries import answers, paraphrases, questionnaires
from app.blueprints.inputs.rules.effort import minutes
from app.core.access import actor, guard
from app.core.addresses import asked_number
from app.core.clock import last_day_before, now
from app.core.i18n import locale
from app.core.render import render


def sections(questions: Any) -> list[tuple[Any, list[Any], int]]:
    """(a section's first question, its questions, minutes), in order; of what is published and still asked."""
    found: dict[int, list[Any]] = {}
    for question in questions:
        if question.published_at is not None and question.withdrawn_at is None:
            found.setdefault(question.section_id, []).append(question)
    return [(inside[0], inside, minutes(inside)) for inside in found.values()]


def frame(dialogue: Any) -> dict[str, Any]:
    """What every page of the room says of its dialogue."""
    return {
        "dialogue": dialogue,
        "shown": shown(dialogue, locale()),
        "not_taken": why_not_taken(dialogue, now()),
        "last_day": last_day_before(deadline(dialogue.closes_on)) if dialogue.closes_on else None,
    }


@bp.get("/dialogues/<int:dialogue_id>/input")
@guard(policies.can_read_questionnaire, conceal=True, dialogue=dialogues.dialogue_shown)
def show_input(dialogue: Any) -> ResponseReturnValue:
    asked = sections(questionnaires.questions_of(dialogue.id))
    firms = speaking_for(actor(), dialogue)
    begun = answers.inputs_of_firms(dialogue.id, [each.organisation_id for each in firms]) if firms else {}
    return render(
        "inputs/input.html",
        sections=asked,
        minutes=sum(each[2] for each in asked),
        counts=paraphrases.count_published(dialogue.id),
        firms=firms,
        begun=begun,
        **frame(dialogue),
    )


@bp.get("/dialogues/<int:dialogue_id>/input/answers")
@guard(policies.can_read_questionnaire, conceal=True, dialogue=dialogues.dialogue_shown)
def list_published(dialogue: Any) -> ResponseReturnValue:
    """All that is published, or what is to one question."""
    question_id, after = asked_number("question"), asked_number("after")
    return render(
        "inputs/answers.html",
        page=paraphrases.published(dialogue.id, question_id, after),
        question_id=question_id,
        first=not request.args.get("after"),
        **frame(dialogue),
    )
