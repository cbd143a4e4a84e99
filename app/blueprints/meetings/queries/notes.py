"""Notes: the hosts' list, one with all that belongs to it, and a firm's own parts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import aliased, selectinload
from sqlalchemy.orm.exc import StaleDataError

from app.blueprints.accounts.models import Organisation
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.meetings.models import Note, NoteWording, Party, Said
from app.blueprints.meetings.terms import NoteState
from app.blueprints.parity.models import Item
from app.blueprints.parity.terms import Kind
from app.core.db import db
from app.core.pages import LENGTH, cut

_NEWEST_FIRST = (Note.held_at.desc(), Note.id.desc())


def get_note(note_id: int) -> Note:
    """The note with who took part, as far as row-level security shows it; NoResultFound for what it hides."""
    query = select(Note).where(Note.id == note_id).options(selectinload(Note.parties))
    return db.session.scalars(query).one()


def get_said(said_id: int) -> Said:
    """One passage."""
    return db.session.scalars(select(Said).where(Said.id == said_id)).one()


def flush() -> bool:
    """Write; False when somebody else wrote the same row since it was read."""
    try:
        db.session.flush()
    except StaleDataError:
        return False
    return True


def notes_of(dialogue_id: int, after: int | None = None) -> tuple[list[Row[Any]], str | None]:
    """A page of the hosts' notes, the latest meeting first, with how many firms and passages each has."""
    firms = select(func.count()).where(Party.note_id == Note.id).correlate(Note).scalar_subquery()
    passages = (
        select(func.count())
        .where(Said.dialogue_id == Note.dialogue_id, Said.note_id == Note.id)
        .correlate(Note)
        .scalar_subquery()
    )
    query = (
        select(
            Note.id, Note.kind, Note.held_at, Note.title, Note.lang, Note.state, (Note.told != "").label("tells"),
            firms.label("firms"), passages.label("passages"),
        )
        .where(Note.dialogue_id == dialogue_id)
        .order_by(*_NEWEST_FIRST)
        .limit(LENGTH + 1)
    )  # fmt: skip
    if after is not None:
        last = aliased(Note)
        place = select(last.held_at, last.id).where(last.id == after, last.dialogue_id == dialogue_id).subquery()
        query = query.where(
            func.row(Note.held_at, Note.id) < select(func.row(place.c.held_at, place.c.id)).scalar_subquery()
        )
    page = cut(list(db.session.execute(query)), lambda row: row.id)
    return page.rows, page.after


def own_notes(dialogue_id: int, organisation_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Finished notes of meetings in which these firms took part, the latest first; a row for each firm."""
    query = (
        select(
            Note.id, Note.kind, Note.held_at, Note.title, Note.lang, Note.state,
            Party.organisation_id, Organisation.name.label("organisation"),
        )
        .join(Party, (Party.dialogue_id == Note.dialogue_id) & (Party.note_id == Note.id))
        .join(Organisation, Organisation.id == Party.organisation_id)
        .where(
            Note.dialogue_id == dialogue_id,
            Note.state != NoteState.DRAFT,
            Party.organisation_id.in_(organisation_ids),
        )
        .order_by(*_NEWEST_FIRST)
        .limit(100)
    )  # fmt: skip
    return db.session.execute(query).all()


def parts_of(note: Note, organisation_id: int | None = None) -> tuple[dict[int, str], Sequence[Row[Any]]]:
    """The names of those who took part, and the passages of all of them, or of one; as they stand, oldest first.

    `corrected`: the buyer's own wording that the firm has put its own beside.
    """
    ids = [party.organisation_id for party in note.parties]
    names = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids))).all()
    newer = aliased(Said)
    corrected = (
        select(newer.id)
        .where(newer.dialogue_id == Said.dialogue_id, newer.organisation_id == Said.organisation_id)
        .where(newer.corrects_id == Said.id)
        .exists()
    )
    query = (
        select(
            Said.id, Said.organisation_id, Said.by_firm, Said.corrects_id, Said.lang, Said.body, Said.confidential,
            Said.reason, Said.changed_at, Said.version, corrected.label("corrected"),
        )
        .where(Said.dialogue_id == note.dialogue_id, Said.note_id == note.id)
        .order_by(func.coalesce(Said.corrects_id, Said.id), Said.id)
    )  # fmt: skip
    if organisation_id is not None:
        query = query.where(Said.organisation_id == organisation_id)
    return {row.id: row.name for row in names}, db.session.execute(query).all()


def count_said(note: Note, organisation_id: int) -> int:
    query = select(func.count()).where(
        Said.dialogue_id == note.dialogue_id, Said.note_id == note.id, Said.organisation_id == organisation_id
    )
    return db.session.scalar(query) or 0


def correction_of(said: Said) -> Said | None:
    """The firm's own words for this passage."""
    query = select(Said).where(
        Said.dialogue_id == said.dialogue_id,
        Said.organisation_id == said.organisation_id,
        Said.corrects_id == said.id,
    )
    return db.session.scalar(query)


def wordings_of(note: Note) -> dict[str, NoteWording]:
    """What was told in the other languages, as far as it is written."""
    query = select(NoteWording).where(NoteWording.dialogue_id == note.dialogue_id, NoteWording.note_id == note.id)
    return {row.lang: row for row in db.session.scalars(query)}


def open_parts(note: Note, moment: Any) -> None:
    """From `moment` on the firms see the note, each its own part."""
    db.session.execute(
        update(Party)
        .where(Party.dialogue_id == note.dialogue_id, Party.note_id == note.id, Party.shared_at.is_(None))
        .values(shared_at=moment)
    )


def unfinished(dialogue_id: int) -> tuple[int, int]:
    """How many notes are drafts, and how many tell what is neither published nor exempted from it in the ledger."""
    exempted = (
        select(Item.id)
        .where(Item.dialogue_id == Note.dialogue_id, Item.kind == Kind.NOTE, Item.subject_type == Note.__tablename__)
        .where(Item.subject_id == Note.id, Item.exempted_at.is_not(None))
        .exists()
    )
    query = select(
        func.count().filter(Note.state == NoteState.DRAFT),
        func.count().filter(Note.state == NoteState.SHARED, Note.told != "", ~exempted),
    ).where(Note.dialogue_id == dialogue_id)
    row = db.session.execute(query).one()
    return row[0], row[1]


def firms_of(note: Note) -> dict[int, tuple[str, str]]:
    """Number and name of each firm that took part, by organisation, in the order in which they were written."""
    ids = [party.organisation_id for party in note.parties]
    rows = db.session.execute(
        select(Organisation.id, Organisation.number, Organisation.name).where(Organisation.id.in_(ids))
    ).all()
    found = {row.id: (row.number, row.name) for row in rows}
    return {number: found[number] for number in ids if number in found}


def receivers_of(note_id: int) -> Sequence[Row[Any]]:
    """The firms that may read their parts of a finished note: dialogue_id, note_id, organisation_id, title and lang."""
    query = (
        select(Party.dialogue_id, Party.note_id, Party.organisation_id, Dialogue.title, Dialogue.lang)
        .join(Dialogue, Dialogue.id == Party.dialogue_id)
        .where(Party.note_id == note_id, Party.shared_at.is_not(None))
        .order_by(Party.organisation_id)
    )
    return db.session.execute(query).all()
