"""Who may, in one line each; what is not said here is denied."""

from typing import Any, Protocol

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Check, Kind
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.policies import WRITERS


class HasBuyer(Protocol):
    """A dialogue, or a row that says whose it is and in which state."""

    organisation_id: Any
    state: Any


def can_read_dialogue(actor: Anyone, dialogue: HasBuyer) -> bool:
    return dialogue.state != DialogueState.DRAFT or actor.has_role(dialogue.organisation_id)


def can_start_dialogue(actor: Anyone, organisation: Organisation) -> bool:
    return _writes_for_verified_buyer(actor, organisation.id)


def can_edit_dialogue(actor: Anyone, dialogue: HasBuyer) -> bool:
    return _writes_for_verified_buyer(actor, dialogue.organisation_id)


def _writes_for_verified_buyer(actor: Anyone, organisation_id: int) -> bool:
    member = actor.membership(organisation_id)
    return bool(member and member.kind == Kind.BUYER and member.check == Check.VERIFIED and member.role in WRITERS)
