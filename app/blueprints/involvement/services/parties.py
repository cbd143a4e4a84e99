"""Noting who else had a hand in it. What is noted is taken back, never deleted: a report may rest on it."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.involvement.models import OtherParty
from app.blueprints.involvement.queries.reports import is_participant
from app.blueprints.involvement.terms.parties import PartyDraft, PartyKind
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused


def add_party(dialogue_id: int, draft: PartyDraft, *, by: Actor | None) -> OtherParty:
    """An adviser, or an undertaking tied to somebody who takes part."""
    for field in ("name", "role"):
        refuse_identity_numbers(getattr(draft, field), field=field)
    related = draft.kind is PartyKind.RELATED
    if related and (draft.related_to_id is None or not is_participant(dialogue_id, draft.related_to_id)):
        raise Refused("related_to_nobody", field="related_to")
    if related and draft.relation is None:
        raise Refused("relation_is_missing", field="relation")
    party = OtherParty(
        dialogue_id=dialogue_id,
        kind=draft.kind,
        name=draft.name,
        number=draft.number,
        role=draft.role,
        related_to_id=draft.related_to_id if related else None,
        relation=draft.relation if related else None,
        since=draft.since,
        by_id=by.person_id if by else None,
    )
    db.session.add(party)
    record("involvement.party_noted", subject=party, by=by, dialogue_id=dialogue_id, party=draft.kind.value)
    return party


def take_back(party: OtherParty, *, by: Actor | None) -> None:
    if party.taken_back_at is not None:
        raise Conflict("party_is_taken_back")
    party.taken_back_at = now()
    record("involvement.party_taken_back", subject=party, by=by, dialogue_id=party.dialogue_id)
