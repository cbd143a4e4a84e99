"""Who may, in one line each; what is not said here is denied."""

from typing import Any, Protocol

from app.blueprints.accounts.policies import Anyone
from app.blueprints.dialogues.policies import HasHosts, can_edit_dialogue, can_read_dialogue, speaking_for
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.impartiality.policies import can_open_confidential


class HasNumber(Protocol):
    id: Any


class HasFirm(Protocol):
    organisation_id: Any


def can_read_questionnaire(actor: Anyone, dialogue: HasHosts) -> bool:
    return can_read_dialogue(actor, dialogue)


def can_build(actor: Anyone, dialogue: HasHosts) -> bool:
    return can_edit_dialogue(actor, dialogue)


def can_answer(actor: Anyone, dialogue: HasHosts, organisation: HasNumber) -> bool:
    """Write answers, hand them in and say what may be published of them: editors and owners of the firm."""
    mine = (member.organisation_id for member in speaking_for(actor, dialogue))
    return dialogue.state != DialogueState.DRAFT and organisation.id in mine


def can_read_own_input(actor: Anyone, dialogue: HasHosts, organisation: HasNumber) -> bool:
    """Anybody of the firm reads what it has answered."""
    is_host = organisation.id in dialogue.host_ids
    return dialogue.state != DialogueState.DRAFT and not is_host and actor.has_role(organisation.id)


def can_open_input(actor: Anyone, dialogue: Any, *answer: object) -> bool:
    """Of the hosts, those who have declared that they have no interest in it."""
    return can_open_confidential(actor, dialogue)


def can_paraphrase(actor: Anyone, dialogue: Any, *answer: object) -> bool:
    return can_open_confidential(actor, dialogue) and can_edit_dialogue(actor, dialogue)


def can_say_yes(actor: Anyone, dialogue: HasHosts, organisation: HasNumber, paraphrase: HasFirm) -> bool:
    """Only the firm whose answer it is says what may be published of it."""
    return paraphrase.organisation_id == organisation.id and can_answer(actor, dialogue, organisation)
