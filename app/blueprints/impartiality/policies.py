"""Who may, in one line each; what is not said here is denied."""

from typing import Any, Protocol

from app.blueprints.accounts.policies import Anyone
from app.blueprints.dialogues.policies import HasHosts, can_lead_dialogue, is_host
from app.blueprints.impartiality.terms import Standing


class HasStanding(Protocol):
    """A dialogue that came through `services.doors.declared`: it knows how the actor stands to it."""

    organisation_id: Any
    host_ids: Any
    state: Any
    standing: Standing | None


def can_open_confidential(actor: Anyone, dialogue: HasStanding) -> bool:
    """Input that is not public, the intake of questions, protected passages: a host who has declared for the list."""
    return is_host(actor, dialogue) and dialogue.standing is not None and dialogue.standing.opens


def can_declare(actor: Anyone, dialogue: HasHosts) -> bool:
    """Anybody of a buyer that hosts it, also those who only read."""
    return is_host(actor, dialogue)


def can_see_declarations(actor: Anyone, dialogue: HasHosts) -> bool:
    """Who has declared, and what: for those who answer for the dialogue."""
    return can_lead_dialogue(actor, dialogue)


def can_rule_on(actor: Anyone, dialogue: Any, declaration: Any) -> bool:
    """On another's declaration in this dialogue."""
    mine = actor.is_authenticated and declaration.person_id == actor.person_id
    return declaration.dialogue_id == dialogue.id and not mine and can_lead_dialogue(actor, dialogue)
