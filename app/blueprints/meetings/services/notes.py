"""The hosts' notes: written, finished so that the firms read their parts, and published to everybody."""

from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.models.organisations import NORWAY
from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.queries.organisations import find_of_kind, find_organisation
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor, Kind
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.policies import MARKET
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.journal.services import record
from app.blueprints.meetings.models import Entry, Note, NoteWording, Party
from app.blueprints.meetings.queries import notes as queries
from app.blueprints.meetings.queries import published
from app.blueprints.meetings.rules.notes import missing_languages, why_not_changed
from app.blueprints.meetings.terms import MeetingKind, NoteDraft, NoteState, PartyDraft, WordingDraft
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import Channel, How, ItemDraft
from app.blueprints.parity.terms import Kind as ItemKind
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion

CHANNELS = {MeetingKind.MEETING: Channel.MEETING, MeetingKind.CALL: Channel.CALL}


def write_note(dialogue: Any, draft: NoteDraft, *, by: Actor) -> Note:
    """A draft, which the hosts alone read."""
    if dialogue.state in (DialogueState.DRAFT, DialogueState.CLOSED):
        raise Conflict("dialogue_is_closed" if dialogue.state == DialogueState.CLOSED else "dialogue_not_published")
    firms = _firms(dialogue, draft.parties)
    note = Note(dialogue_id=dialogue.id, written_by=by.person_id, changed_at=now(), parties=[])
    _fill(note, draft, by)
    note.parties = [
        Party(dialogue_id=dialogue.id, organisation_id=firm.id, people=party.people)
        for firm, party in zip(firms, draft.parties, strict=True)
    ]
    db.session.add(note)
    record("meetings.note_written", subject=note, by=by, organisation_id=dialogue.organisation_id, **_about(note))
    return note


def change_note(dialogue: Any, note: Note, draft: NoteDraft, *, by: Actor) -> None:
    """Until it is published. When it is finished already, who took part is told that it has changed."""
    refuse_unchangeable(dialogue, note)
    _refuse_stale(note, draft.version)
    firms = _firms(dialogue, draft.parties)
    before = {party.organisation_id: party for party in note.parties}
    gone = before.keys() - {firm.id for firm in firms}
    if gone and note.shared_at is not None:
        raise Refused("firm_was_told_already", field="firm_1")
    if any(queries.count_said(note, number) for number in gone):
        raise Refused("firm_has_passages", field="firm_1")
    if note.state is not NoteState.DRAFT and note.told and not draft.told:
        raise Refused("told_cannot_be_untold", field="told")
    _fill(note, draft, by)
    for firm, party in zip(firms, draft.parties, strict=True):
        if firm.id in before:
            before[firm.id].people = party.people
        else:
            note.parties.append(Party(dialogue_id=note.dialogue_id, organisation_id=firm.id, people=party.people))
    for number in gone:
        note.parties.remove(before[number])
    _flush()
    if note.state is NoteState.SHARED:
        refuse_silenced(by)
        _tell(dialogue, note, by)
    record("meetings.note_changed", subject=note, by=by, organisation_id=dialogue.organisation_id, **_about(note))


def remove_note(dialogue: Any, note: Note, *, by: Actor) -> None:
    """A draft may go, with what was written down in it: nobody has been told by it."""
    if note.state is not NoteState.DRAFT:
        raise Conflict("note_is_finished")
    number = note.id
    db.session.delete(note)
    db.session.flush()
    record(
        "meetings.note_removed", subject=("meetings_note", number), by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id,
    )  # fmt: skip


def share_note(dialogue: Any, note: Note, version: int, *, by: Actor) -> None:
    """It is finished: the ledger knows what was told to whom, and the firms read their parts and may correct them."""
    refuse_unchangeable(dialogue, note)
    refuse_silenced(by)
    _refuse_stale(note, version)
    if note.state is not NoteState.DRAFT:
        raise Conflict("note_is_finished")
    note.state, note.shared_at = NoteState.SHARED, now()
    note.changed_at, note.changed_by = now(), by.person_id
    _flush()
    _tell(dialogue, note, by)
    record("meetings.note_shared", subject=note, by=by, organisation_id=dialogue.organisation_id, **_about(note))


def _tell(dialogue: Any, note: Note, by: Actor) -> None:
    """Those who took part take part in the dialogue; what they were told stands in the ledger from then on."""
    queries.open_parts(note, note.shared_at)
    firms = [party.organisation_id for party in note.parties]
    for number in firms:
        ledger.joined(dialogue.id, number, How.MEETING, at=note.held_at)
    if note.told:
        where = f"/dialogues/{dialogue.id}/notes/{note.id}"
        ledger.given(
            dialogue.id, _item(note), to=firms, channel=CHANNELS[note.kind], at=note.held_at, by=by, path=where
        )


def save_wordings(dialogue: Any, note: Note, drafts: tuple[WordingDraft, ...], version: int, *, by: Actor) -> None:
    """What was told, in the other languages: kept until all are there."""
    refuse_unchangeable(dialogue, note)
    _refuse_stale(note, version)
    kept = queries.wordings_of(note)
    for draft in drafts:
        for field, text in ((f"title_{draft.lang}", draft.title), (f"told_{draft.lang}", draft.told)):
            refuse_identity_numbers(text, field=field)
        row = kept.get(draft.lang)
        if row is None:
            row = NoteWording(dialogue_id=note.dialogue_id, note_id=note.id, lang=draft.lang)
            db.session.add(row)
        row.title, row.told, row.by_id = draft.title, draft.told, by.person_id
    note.changed_at, note.changed_by = now(), by.person_id
    _flush()


def publish_note(dialogue: Any, note: Note, *, by: Actor) -> None:
    """Everybody reads what was told, in all the languages of the dialogue, from this moment."""
    refuse_unchangeable(dialogue, note)
    refuse_silenced(by)
    if note.state is not NoteState.SHARED:
        raise Conflict("note_is_not_finished")
    if not note.told:
        raise Conflict("note_tells_nothing")
    written = {note.lang: (note.title, note.told)} | {
        row.lang: (row.title, row.told) for row in queries.wordings_of(note).values() if row.title and row.told
    }
    if lacking := missing_languages(dialogue.languages, written):
        raise Refused("note_lacks_language", field=f"told_{lacking[0]}")
    moment = now()
    note.state, note.published_at = NoteState.PUBLISHED, moment
    note.changed_at, note.changed_by = moment, by.person_id
    _flush()
    entry = Entry(
        dialogue_id=dialogue.id, note_id=note.id, kind=note.kind, held_at=note.held_at, firms=len(note.parties),
        lang=note.lang, published_at=moment,
    )  # fmt: skip
    published.add_entry(entry, [(lang, *texts) for lang, texts in written.items()])
    ledger.published(dialogue.id, [_item(note)], at=moment, by=by, path=f"/dialogues/{dialogue.id}/meetings")
    record("meetings.note_published", subject=note, by=by, organisation_id=dialogue.organisation_id, **_about(note))


def refuse_unchangeable(dialogue: Any, note: Note) -> None:
    if code := why_not_changed(note.state, closed=dialogue.state == DialogueState.CLOSED):
        raise Conflict(code)


def _fill(note: Note, draft: NoteDraft, by: Actor) -> None:
    for field in ("title", "told", "place", "our_people"):
        refuse_identity_numbers(getattr(draft, field), field=field)
    if draft.held_at > now():
        raise Refused("meeting_is_to_come", field="held_on")
    for field in ("kind", "held_at", "place", "our_people", "lang", "title", "told"):
        setattr(note, field, getattr(draft, field))
    note.changed_at, note.changed_by = now(), by.person_id


def _firms(dialogue: Any, parties: tuple[PartyDraft, ...]) -> list[Organisation]:
    """The organisations that are meant, in order; refused with the row in which one is not found, or is there twice."""
    found: list[Organisation] = []
    for number, party in enumerate(parties, 1):
        refuse_identity_numbers(party.people, field=f"people_{number}")
        firm = _found(party.firm)
        if firm is None:
            raise Refused("firm_not_here", field=f"firm_{number}")
        if firm.id in dialogue.host_ids:
            raise Refused("firm_is_host", field=f"firm_{number}")
        if firm.id in {one.id for one in found}:
            raise Refused("firm_twice", field=f"firm_{number}")
        found.append(firm)
    if not found:
        raise Refused("nobody_took_part", field="firm_1")
    return found


def _found(typed: str) -> Organisation | None:
    """By its number, or by its name where that is written in full and one firm's alone."""
    digits = "".join(typed.split())
    if digits.isascii() and digits.isdecimal():
        return find_organisation(NORWAY, digits)
    named = [
        row for kind in MARKET for row in find_of_kind(Kind(kind), typed) if row.name.casefold() == typed.casefold()
    ]
    return db.session.get(Organisation, named[0].id) if len(named) == 1 else None


def _item(note: Note) -> ItemDraft:
    return ItemDraft(ItemKind.NOTE, "meetings_note", note.id, note.title, note.lang)


def _about(note: Note) -> dict[str, Any]:
    return {"dialogue_id": note.dialogue_id, "firms": len(note.parties), "told": bool(note.told)}


def _refuse_stale(note: Note, version: int) -> None:
    if version != note.version:
        raise StaleVersion(name_of(note.changed_by), note.changed_at)


def _flush() -> None:
    if not queries.flush():
        raise StaleVersion
