"""Who may, in one line each; what is not said here is denied."""

from typing import Any

from app.blueprints.accounts.policies import Anyone
from app.blueprints.dialogues.policies import (
    MARKET,
    HasHosts,
    can_answer_dialogue,
    can_edit_dialogue,
    can_read_dialogue,
    speaking_for,
)
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.impartiality.policies import can_open_confidential

# Answers: written, approved and published by whoever writes for a host and has declared her ties.


def can_read_entries(actor: Anyone, dialogue: HasHosts) -> bool:
    """What has been published of questions and answers: whoever reads the dialogue."""
    return can_read_dialogue(actor, dialogue)


def can_read_answers(actor: Anyone, dialogue: Any) -> bool:
    """Answers on their way, with the questions that nobody else has seen."""
    return can_open_confidential(actor, dialogue)


def can_write_answers(actor: Anyone, dialogue: Any) -> bool:
    """Write, approve what others wrote, prepare and publish."""
    return can_open_confidential(actor, dialogue) and can_edit_dialogue(actor, dialogue)


# Asking: a firm's own questions are the firm's alone; the intake is for hosts who have declared their ties.


def can_ask(actor: Anyone, dialogue: HasHosts) -> bool:
    """Begin a question for an organisation that does not host the dialogue. When and to whom it is open: `taking`."""
    return can_answer_dialogue(actor, dialogue)


def can_see_own_questions(actor: Anyone, dialogue: HasHosts) -> bool:
    """The list of one's own firm: anybody of a firm or an interest organisation that does not host."""
    return dialogue.state != DialogueState.DRAFT and any(
        member.kind in MARKET and member.organisation_id not in dialogue.host_ids for member in actor.memberships
    )


def can_read_own_question(actor: Anyone, dialogue: HasHosts, question: Any) -> bool:
    return question.dialogue_id == dialogue.id and actor.has_role(question.organisation_id)  # type: ignore[attr-defined]


def can_write_own_question(actor: Anyone, dialogue: HasHosts, question: Any) -> bool:
    """Write it, ask it, take it back, answer what the buyer proposes."""
    return question.dialogue_id == dialogue.id and question.organisation_id in {  # type: ignore[attr-defined]
        member.organisation_id for member in speaking_for(actor, dialogue)
    }


def can_read_intake(actor: Anyone, dialogue: Any) -> bool:
    return can_open_confidential(actor, dialogue)


def can_read_asked(actor: Anyone, dialogue: Any, question: Any) -> bool:
    return question.dialogue_id == dialogue.id and can_read_intake(actor, dialogue)


def can_take_in(actor: Anyone, dialogue: Any, question: Any) -> bool:
    """Accept, propose, give back, look up who asked: whoever writes for a host and has declared her ties."""
    return can_read_asked(actor, dialogue, question) and can_edit_dialogue(actor, dialogue)
