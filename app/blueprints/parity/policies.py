"""Who may, in one line each; what is not said here is denied."""

from typing import Any, Protocol

from app.blueprints.accounts.policies import Anyone
from app.blueprints.dialogues.policies import HasHosts, can_edit_dialogue, is_host


class OfDialogue(Protocol):
    """An item of the ledger."""

    dialogue_id: Any


def can_read_ledger(actor: Anyone, dialogue: HasHosts) -> bool:
    """Everybody of the buyers that host it, also those who only read: it holds what went out, not what came in."""
    return is_host(actor, dialogue)


def can_keep_ledger(actor: Anyone, dialogue: HasHosts) -> bool:
    return can_edit_dialogue(actor, dialogue)


def can_read_item(actor: Anyone, dialogue: Any, item: OfDialogue) -> bool:
    return item.dialogue_id == dialogue.id and can_read_ledger(actor, dialogue)


def can_keep_item(actor: Anyone, dialogue: Any, item: OfDialogue) -> bool:
    return item.dialogue_id == dialogue.id and can_keep_ledger(actor, dialogue)
