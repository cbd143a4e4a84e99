"""Who may, in one line each; what is not said here is denied."""

from collections.abc import Iterable
from typing import Any, Protocol

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Check, Kind, MembershipFact
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.policies import WRITERS
from app.blueprints.requirements import policies as requirements

MARKET = (Kind.SUPPLIER, Kind.INTEREST)


class HasHosts(Protocol):
    """A dialogue, or a row that says who hosts it (`host_ids`; `organisation_id` leads) and in which state it is."""

    organisation_id: Any
    host_ids: Any
    state: Any


class WithAsked(Protocol):
    """A dialogue that buyers are asked to host along (`asked_ids`)."""

    asked_ids: Any


class HasPerson(Protocol):
    person_id: Any


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


def can_keep_radars(actor: Anyone) -> bool:
    """Anybody with an account; a radar is her own."""
    return actor.is_authenticated


def can_change_radar(actor: Anyone, radar: HasPerson) -> bool:
    return actor.person_id is not None and radar.person_id == actor.person_id


def speaking_for(actor: Anyone, dialogue: HasHosts) -> tuple[MembershipFact, ...]:
    """The organisations for which the actor may ask and give input here; none for people of a host."""
    if is_host(actor, dialogue):
        return ()
    return tuple(
        member for member in actor.memberships
        if member.role in WRITERS and member.kind in MARKET and member.organisation_id not in dialogue.host_ids
    )  # fmt: skip


def can_see_desk(actor: Anyone, dialogue: HasHosts) -> bool:
    return is_host(actor, dialogue)


def can_answer_host(actor: Anyone, asked: WithAsked) -> bool:
    """Say yes or no to hosting along: the editors and owners of a verified buyer that is asked."""
    return any(_writes_for_verified_buyer(actor, number) for number in asked.asked_ids)


def buyers_of(actor: Anyone, organisation_ids: Iterable[int]) -> list[MembershipFact]:
    """Those of the organisations for which the actor writes as a verified buyer."""
    wanted = set(organisation_ids)
    return [
        member for member in actor.memberships
        if member.organisation_id in wanted and _writes_for_verified_buyer(actor, member.organisation_id)
    ]  # fmt: skip


def _writes_for_verified_buyer(actor: Anyone, organisation_id: int) -> bool:
    member = actor.membership(organisation_id)
    return bool(member and member.kind == Kind.BUYER and member.check == Check.VERIFIED and member.role in WRITERS)


def can_check_for(actor: Anyone, dialogue: HasHosts, organisation: Organisation) -> bool:
    """A firm's own people look at where it stands beside what the dialogue asks."""
    return dialogue.state != DialogueState.DRAFT and requirements.can_check_firm(actor, organisation)


def can_share_for(actor: Anyone, dialogue: HasHosts, organisation: Organisation) -> bool:
    return dialogue.state != DialogueState.DRAFT and requirements.can_share(actor, organisation)
