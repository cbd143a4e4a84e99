"""What a firm said, passage by passage: as the buyer wrote it down, and as the firm itself says it.

Neither side writes in the other's words: a correction is a row of the firm's own, which stands in place of the buyer's.
"""

from typing import Any

from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.journal.services import record
from app.blueprints.meetings.models import Note, Said
from app.blueprints.meetings.queries import notes as queries
from app.blueprints.meetings.services.notes import refuse_unchangeable
from app.blueprints.meetings.terms import SaidDraft
from app.blueprints.meetings.terms.notes import MOST_SAID
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


def write_down(dialogue: Any, note: Note, organisation_id: int, draft: SaidDraft, *, by: Actor) -> Said:
    """The buyer writes down what one of the firms said."""
    refuse_unchangeable(dialogue, note)
    said = _new(note, organisation_id, draft, by, by_firm=False)
    _noted("meetings.said_written", said, dialogue.organisation_id, by)
    return said


def change_down(dialogue: Any, note: Note, said: Said, draft: SaidDraft, *, by: Actor) -> None:
    """The buyer's own words only, and only while the firm has not corrected them."""
    refuse_unchangeable(dialogue, note)
    _refuse_corrected(said)
    _change(said, draft, by)
    _noted("meetings.said_changed", said, dialogue.organisation_id, by)


def strike_out(dialogue: Any, note: Note, said: Said, *, by: Actor) -> None:
    """The buyer takes back what it wrote down, as long as no firm has read it."""
    if note.shared_at is not None:
        raise Conflict("note_is_finished")
    refuse_unchangeable(dialogue, note)
    _noted("meetings.said_removed", said, dialogue.organisation_id, by)
    db.session.delete(said)
    db.session.flush()


def correct(dialogue: Any, note: Note, said: Said, draft: SaidDraft, *, by: Actor) -> Said:
    """The firm says in its own words what it said; once more changes those words."""
    _refuse_closed(dialogue, by)
    if said.by_firm:
        _change(said, draft, by)
        _noted("meetings.said_corrected", said, said.organisation_id, by)
        return said
    mine = queries.correction_of(said)
    if mine is not None:
        _change(mine, draft, by)
    else:
        if draft.version != said.version:
            raise StaleVersion(None, said.changed_at)
        mine = _new(note, said.organisation_id, draft, by, by_firm=True, corrects_id=said.id)
    _noted("meetings.said_corrected", mine, said.organisation_id, by)
    return mine


def add(dialogue: Any, note: Note, organisation_id: int, draft: SaidDraft, *, by: Actor) -> Said:
    """The firm adds what the buyer did not write down."""
    _refuse_closed(dialogue, by)
    said = _new(note, organisation_id, draft, by, by_firm=True)
    _noted("meetings.said_added", said, organisation_id, by)
    return said


def _new(
    note: Note, organisation_id: int, draft: SaidDraft, by: Actor, *, by_firm: bool, corrects_id: int | None = None
) -> Said:
    _check(draft)
    if organisation_id not in {party.organisation_id for party in note.parties}:
        raise Refused("firm_did_not_take_part")
    if queries.count_said(note, organisation_id) >= MOST_SAID:
        raise Conflict("too_many_passages", limit=MOST_SAID)
    said = Said(
        dialogue_id=note.dialogue_id, note_id=note.id, organisation_id=organisation_id, by_firm=by_firm,
        corrects_id=corrects_id, lang=draft.lang, body=draft.body, confidential=draft.confidential,
        reason=draft.reason, by_id=by.person_id, changed_at=now(),
    )  # fmt: skip
    db.session.add(said)
    db.session.flush()
    return said


def _change(said: Said, draft: SaidDraft, by: Actor) -> None:
    _check(draft)
    if draft.version != said.version:
        raise StaleVersion(None, said.changed_at)
    said.lang, said.body, said.confidential, said.reason = draft.lang, draft.body, draft.confidential, draft.reason
    said.by_id, said.changed_at = by.person_id, now()
    if not queries.flush():
        raise StaleVersion


def _check(draft: SaidDraft) -> None:
    refuse_identity_numbers(draft.body, field="body")
    refuse_identity_numbers(draft.reason, field="reason")
    if draft.confidential and not draft.reason:
        raise Refused("confidence_needs_reason", field="reason")


def _refuse_corrected(said: Said) -> None:
    if said.by_firm or queries.correction_of(said) is not None:
        raise Conflict("passage_is_the_firms")


def _refuse_closed(dialogue: Any, by: Actor) -> None:
    refuse_silenced(by)
    if dialogue.state == DialogueState.CLOSED:
        raise Conflict("dialogue_is_closed")


def _noted(what: str, said: Said, organisation_id: int, by: Actor) -> None:
    record(
        what, subject=said, by=by, organisation_id=organisation_id, dialogue_id=said.dialogue_id,
        note_id=said.note_id, confidential=said.confidential,
    )  # fmt: skip
