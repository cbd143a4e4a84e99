"""Documents of dialogues, and which firm has measured itself against which profile."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.accounts.models import Organisation
from app.blueprints.attachments.terms import FileState
from app.blueprints.dialogues.models import Checked, Dialogue, Document
from app.core.db import db, read
from app.core.pages import LENGTH, cut

_SHOWN = (
    select(
        Document.id, Document.dialogue_id, Document.organisation_id, Document.lang, Document.title, Document.source,
        Document.written_on, Document.file_id, Document.name, Document.kind, Document.size, Document.state,
        Document.published_at, Document.withdrawn_at, Document.created_at, (Document.body != "").label("is_text"),
        Organisation.name.label("organisation"),
    )
    .join(Organisation, Organisation.id == Document.organisation_id)
)  # fmt: skip


def documents_of(dialogue_id: int, after: int | None = None) -> tuple[list[Row[Any]], int | None]:
    """The documents that this reader may know of, the latest first, and the key of the next page."""
    query = _SHOWN.where(Document.dialogue_id == dialogue_id).order_by(Document.id.desc()).limit(LENGTH + 1)
    if after is not None:
        query = query.where(Document.id < after)
    page = cut(list(read(query, {})), lambda row: row.id)
    return page.rows, int(page.after) if page.after else None


def find_document(document_id: int) -> Row[Any] | None:
    """One document with its text; None for what this reader may not know of."""
    query = _SHOWN.add_columns(Document.body_html).where(Document.id == document_id)
    return db.session.execute(query).one_or_none()


def lock_document(document_id: int) -> Document:
    """As it is now, alone until the transaction ends."""
    query = select(Document).where(Document.id == document_id).with_for_update()
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def settle_file(organisation_id: int, file_id: int, state: FileState) -> None:
    """What the scanner said of a file, for every document that it is."""
    query = update(Document).where(Document.organisation_id == organisation_id, Document.file_id == file_id)
    db.session.execute(query.values(state=state))


def put_checked(organisation_id: int, dialogue_id: int, profile_id: int, at: datetime) -> None:
    """The firm has measured itself against this profile; what it was told before is forgotten."""
    values = {"profile_id": profile_id, "checked_at": at, "told_of": None}
    query = insert(Checked).values(organisation_id=organisation_id, dialogue_id=dialogue_id, **values)
    db.session.execute(query.on_conflict_do_update(index_elements=["organisation_id", "dialogue_id"], set_=values))


def checked_by(dialogue_id: int, organisation_ids: Sequence[int]) -> dict[int, Row[Any]]:
    """By firm: which profile it has measured itself against, and when."""
    query = select(Checked.organisation_id, Checked.profile_id, Checked.checked_at).where(
        Checked.dialogue_id == dialogue_id, Checked.organisation_id.in_(organisation_ids)
    )
    return {row.organisation_id: row for row in db.session.execute(query)} if organisation_ids else {}


def firms_to_tell(dialogue_id: int, profile_id: int | None) -> Sequence[int]:
    """For the worker: firms that measured themselves against another profile, each once for each new one."""
    query = select(func.dialogues_checked_before(dialogue_id, profile_id).label("organisation_id"))
    return [row.organisation_id for row in db.session.execute(query)]


def dialogues_with_profile(profile_id: int) -> Sequence[int]:
    """Dialogues that go by this profile."""
    return db.session.scalars(select(Dialogue.id).where(Dialogue.profile_id == profile_id)).all()


def review_dialogue(dialogue_id: int, at: datetime) -> None:
    """The page holds as it is. The dialogue's version stays: nothing of it has changed."""
    db.session.execute(update(Dialogue).where(Dialogue.id == dialogue_id).values(reviewed_at=at))
