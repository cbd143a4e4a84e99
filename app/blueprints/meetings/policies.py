"""Who may, in one line each; what is not said here is denied."""

from typing import Any

from app.blueprints.accounts.policies import Anyone
from app.blueprints.dialogues.policies import can_edit_dialogue, can_read_dialogue
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.policies import WRITERS
from app.blueprints.impartiality.policies import can_open_confidential
from app.blueprints.meetings.terms import NoteState


def can_read_notes(actor: Anyone, dialogue: Any, note: Any = None) -> bool:
    """The hosts' people who have declared their ties and have none that stand in the way."""
    return _belongs(dialogue, note) and can_open_confidential(actor, dialogue)


def can_write_notes(actor: Anyone, dialogue: Any, note: Any = None) -> bool:
    return can_read_notes(actor, dialogue, note) and can_edit_dialogue(actor, dialogue)


def can_read_told(actor: Anyone, dialogue: Any) -> bool:
    """What was told in meetings, once published, is for everybody."""
    return dialogue.state != DialogueState.DRAFT and can_read_dialogue(actor, dialogue)


def can_list_own_parts(actor: Anyone, dialogue: Any) -> bool:
    """Somebody who is anywhere a member may ask what is written down about her firm: row-level security shows it."""
    return dialogue.state != DialogueState.DRAFT and bool(actor.memberships)


def can_read_own_part(actor: Anyone, dialogue: Any, note: Any, organisation: Any) -> bool:
    """A firm's own part of a finished note."""
    return (
        _belongs(dialogue, note)
        and note.state != NoteState.DRAFT
        and actor.has_role(organisation.id)
        and organisation.id in {party.organisation_id for party in note.parties}
    )


def can_correct_own_part(actor: Anyone, dialogue: Any, note: Any, organisation: Any) -> bool:
    return can_read_own_part(actor, dialogue, note, organisation) and actor.has_role(organisation.id, *WRITERS)


def _belongs(dialogue: Any, note: Any) -> bool:
    return note is None or note.dialogue_id == dialogue.id
