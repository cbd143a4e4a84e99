"""Declaring one's ties, and the lead's ruling on what somebody declared."""

from dataclasses import asdict
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.impartiality.models import Declaration
from app.blueprints.impartiality.queries import declarations as queries
from app.blueprints.impartiality.terms import DeclarationDraft, Stance
from app.blueprints.journal.services import record
from app.blueprints.parity.queries import participants_version
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused


def declare(dialogue: Any, draft: DeclarationDraft, *, by: Actor) -> Declaration:
    """Her declaration from now on, for the list that she looked through. Conflict when she has been ruled out."""
    stance = Stance.CONFLICT if any(tie.is_conflict for tie in draft.ties) else draft.stance
    if stance is Stance.TIES and not (draft.note or draft.ties):
        raise Refused("describe_your_ties", field="note")
    if stance is Stance.NONE and draft.ties:
        stance = Stance.TIES
    refuse_identity_numbers(draft.note, field="note")
    for tie in draft.ties:
        refuse_identity_numbers(tie.note, field="note")
    before = queries.current(dialogue.id, by.person_id)
    if before and before.ruled_out_at:
        raise Conflict("you_are_ruled_out")
    if before and before.stance is Stance.CONFLICT and stance is not Stance.CONFLICT and not draft.note:
        raise Refused("say_what_changed", field="note")
    if before:
        before.current = False
        db.session.flush()
    made = Declaration(
        dialogue_id=dialogue.id, person_id=by.person_id, stance=stance, note=draft.note,
        participants_version=min(draft.version, participants_version(dialogue.id)),
        ties=[asdict(tie) | {"kind": tie.kind.value} for tie in draft.ties],
    )  # fmt: skip
    db.session.add(made)
    record(
        "impartiality.declared", subject=made, by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id, stance=stance.value, participants=made.participants_version, ties=len(draft.ties),
    )  # fmt: skip
    return made


def rule_out(declaration: Declaration, why: str, *, by: Actor, organisation_id: int) -> None:
    """Whoever leads judges that what was declared is a conflict: what is confidential shuts at once, and for good."""
    if declaration.person_id == by.person_id:
        raise Conflict("not_about_oneself")
    if declaration.ruled_out_at:
        return
    if not why:
        raise Refused("say_why", field="why")
    refuse_identity_numbers(why, field="why")
    declaration.ruled_out_by = by.person_id
    declaration.ruled_out_at = now()
    declaration.ruled_out_why = why
    record(
        "impartiality.ruled_out", subject=declaration, by=by, organisation_id=organisation_id,
        dialogue_id=declaration.dialogue_id, person_id=declaration.person_id,
    )  # fmt: skip
