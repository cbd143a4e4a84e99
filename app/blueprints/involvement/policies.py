"""Who may, in one line each; what is not said here is denied."""

from typing import Any

from app.blueprints.accounts.policies import Anyone
from app.blueprints.dialogues.policies import can_edit_dialogue, can_lead_dialogue
from app.blueprints.forum.policies import WRITERS
from app.blueprints.impartiality.policies import can_open_confidential


def can_read_involvement(actor: Anyone, dialogue: Any, *_things: object) -> bool:
    """Who took part and what was exchanged: the hosts' people, once they have declared."""
    return can_open_confidential(actor, dialogue)


def can_keep_involvement(actor: Anyone, dialogue: Any, *_things: object) -> bool:
    """Note, weigh, hear, conclude, make the report: the hosts' writers, once they have declared."""
    return can_edit_dialogue(actor, dialogue) and can_open_confidential(actor, dialogue)


def can_make_report(actor: Anyone, dialogue: Any, *_things: object) -> bool:
    """The buyer that leads: it sees who has declared, as the report must say."""
    return can_lead_dialogue(actor, dialogue) and can_open_confidential(actor, dialogue)


def can_answer_hearing(actor: Anyone, dialogue: Any, hearing: Any) -> bool:
    """The firm that is heard, by its writers."""
    return hearing.dialogue_id == dialogue.id and actor.has_role(hearing.organisation_id, *WRITERS)


def can_read_part(actor: Anyone, dialogue: Any, part: Any) -> bool:
    """An assessment, a party or a report of this dialogue."""
    return part.dialogue_id == dialogue.id and can_read_involvement(actor, dialogue)


def can_keep_part(actor: Anyone, dialogue: Any, part: Any) -> bool:
    return part.dialogue_id == dialogue.id and can_keep_involvement(actor, dialogue)
