"""What some were told and is not published for all: one person says why, and another agrees, or it is red still."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.journal.services import record
from app.blueprints.parity.models import Exemption, Item
from app.blueprints.parity.queries import writing
from app.blueprints.parity.rules import standing_of
from app.blueprints.parity.terms import Standing
from app.blueprints.parity.terms.items import ExemptionState
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused


def exempt(item: Item, reason: str, *, by: Actor) -> Exemption:
    """Proposes it. Conflict for what is not red, and when an exemption has been proposed already."""
    item = writing.lock_item(item.dialogue_id, item.id)
    if standing_of(item) is not Standing.RED:
        raise Conflict("item_is_not_red")
    if writing.open_exemption(item):
        raise Conflict("exemption_is_proposed")
    if not reason:
        raise Refused("say_why_exempted", field="reason")
    refuse_identity_numbers(reason, field="reason")
    made = Exemption(dialogue_id=item.dialogue_id, item_id=item.id, reason=reason, proposed_by=by.person_id)
    db.session.add(made)
    _note("parity.exemption_proposed", item, by)
    return made


def approve_exemption(item: Item, *, by: Actor) -> None:
    """By another person than the one who proposed it; the database says so too."""
    item = writing.lock_item(item.dialogue_id, item.id)
    exemption = _proposed(item)
    if exemption.proposed_by == by.person_id:
        raise Conflict("exemption_takes_two")
    if standing_of(item) is not Standing.RED:
        raise Conflict("item_is_not_red")
    exemption.state = ExemptionState.APPROVED
    exemption.decided_by, exemption.decided_at = by.person_id, now()
    db.session.flush()
    item.exempted_at = exemption.decided_at
    item.version += 1
    _note("parity.exemption_approved", item, by)


def decline_exemption(item: Item, answer: str, *, by: Actor) -> None:
    """By another person, or by the one who proposed it and thinks better of it. The item is red still."""
    item = writing.lock_item(item.dialogue_id, item.id)
    exemption = _proposed(item)
    refuse_identity_numbers(answer, field="answer")
    exemption.state = ExemptionState.DECLINED
    exemption.decided_by, exemption.decided_at, exemption.answer = by.person_id, now(), answer
    _note("parity.exemption_declined", item, by)


def _proposed(item: Item) -> Exemption:
    found = writing.open_exemption(item)
    if not found or found.state is not ExemptionState.PROPOSED:
        raise Conflict("exemption_is_decided")
    return found


def _note(what: str, item: Item, by: Actor) -> None:
    record(what, subject=item, by=by, dialogue_id=item.dialogue_id)
