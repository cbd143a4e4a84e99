"""Who may, in one line each; what is not said here is denied."""

from typing import Any

from app.blueprints.accounts.policies import Anyone
from app.blueprints.dialogues.policies import HasHosts, can_edit_dialogue, can_read_dialogue
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
