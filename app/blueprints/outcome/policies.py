"""Who may, in one line each; what is not said here is denied."""

from typing import Any

from app.blueprints.accounts.policies import Anyone
from app.blueprints.dialogues.policies import can_edit_dialogue, can_lead_dialogue, can_read_dialogue, is_host
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.impartiality.policies import can_open_confidential


def can_read_outcome(actor: Anyone, dialogue: Any) -> bool:
    """What came of it, once published, is for everybody."""
    return dialogue.state != DialogueState.DRAFT and can_read_dialogue(actor, dialogue)


def can_read_themes(actor: Anyone, dialogue: Any, theme: Any = None) -> bool:
    """The hosts' people who have declared their ties and have none that stand in the way: sources are confidential."""
    return (
        _belongs(dialogue, theme) and dialogue.state != DialogueState.DRAFT and can_open_confidential(actor, dialogue)
    )


def can_write_themes(actor: Anyone, dialogue: Any, theme: Any = None) -> bool:
    return can_read_themes(actor, dialogue, theme) and can_edit_dialogue(actor, dialogue)


def can_publish_themes(actor: Anyone, dialogue: Any) -> bool:
    """On behalf of the dialogue: the buyer that leads."""
    return can_write_themes(actor, dialogue) and can_lead_dialogue(actor, dialogue)


def can_write_summary(actor: Anyone, dialogue: Any) -> bool:
    return dialogue.state != DialogueState.DRAFT and is_host(actor, dialogue) and can_edit_dialogue(actor, dialogue)


def can_publish_summary(actor: Anyone, dialogue: Any) -> bool:
    return can_write_summary(actor, dialogue) and can_lead_dialogue(actor, dialogue)


def _belongs(dialogue: Any, theme: Any) -> bool:
    return theme is None or theme.dialogue_id == dialogue.id
