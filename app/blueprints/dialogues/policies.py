"""Who may, in one line each; what is not said here is denied."""

from typing import Any, Protocol

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Check, Kind, MembershipFact
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.policies import WRITERS

MARKET = (Kind.SUPPLIER, Kind.INTEREST)


class HasHosts(Protocol):
    """A dialogue, or a row that says who hosts it (`host_ids`; `organisation_id` leads) and in which state it is."""

    organisation_id: Any
    host_ids: Any
    state: Any


def can_read_dialogue(actor: Anyone, dialogue: HasHosts) -> bool:
    return dialogue.state != DialogueState.DRAFT or is_host(actor, dialogue)


def can_start_dialogue(actor: Anyone, organisation: Organisation) -> bool:
    return _writes_for_verified_buyer(actor, organisation.id)


def can_edit_dialogue(actor: Anyone, dialogue: HasHosts) -> bool:
    """Write in the buyer's part: the editors and owners of every verified buyer that hosts it."""
    return any(_writes_for_verified_buyer(actor, number) for number in dialogue.host_ids)


def can_lead_dialogue(actor: Anyone, dialogue: HasHosts) -> bool:
    """Publish it, announce, close, ask others to host along: the buyer that leads."""
    return _writes_for_verified_buyer(actor, dialogue.organisation_id)


def is_host(actor: Anyone, dialogue: HasHosts) -> bool:
    """Anybody of a buyer that hosts it."""
    return any(actor.has_role(number) for number in dialogue.host_ids)


def can_answer_dialogue(actor: Anyone, dialogue: HasHosts) -> bool:
    """Ask or give input for an organisation that does not host it. When and to whom it is open: `services.taking`."""
    return dialogue.state != DialogueState.DRAFT and bool(speaking_for(actor, dialogue))


def speaking_for(actor: Anyone, dialogue: HasHosts) -> tuple[MembershipFact, ...]:
    """The organisations for which the actor may ask and give input here."""
    return tuple(
        member for member in actor.memberships
        if member.role in WRITERS and member.kind in MARKET and member.organisation_id not in dialogue.host_ids
    )  # fmt: skip


def _writes_for_verified_buyer(actor: Anyone, organisation_id: int) -> bool:
    member = actor.membership(organisation_id)
    return bool(member and member.kind == Kind.BUYER and member.check == Check.VERIFIED and member.role in WRITERS)
