"""Every statement about documents that are read."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.screening.models.documents import Document
from app.blueprints.screening.terms.documents import ReadState
from app.core.db import db

NOT_OVER = (ReadState.WAITING, ReadState.READING)


def insert_document(values: dict[str, Any]) -> Document | None:
    """A file that is to be read; None when it is so already."""
    query = (
        insert(Document)
        .values(**values)
        .on_conflict_do_nothing(index_elements=["organisation_id", "file_id"])
        .returning(Document)
    )
    return db.session.scalars(query).one_or_none()


def documents_of(file_ids: Sequence[int]) -> list[Document]:
    """What is known of these files, of those that the actor's organisations hold (a moderator: of all)."""
    query = select(Document).where(Document.file_id.in_(file_ids)).order_by(Document.id)
    return list(db.session.scalars(query, execution_options={"populate_existing": True}))


def change_unread(organisation_id: int, file_id: int, **values: Any) -> Document | None:
    """Say something else of a document that has not been read to its end; None when it has, or there is none."""
    query = (
        update(Document)
        .where(Document.organisation_id == organisation_id, Document.file_id == file_id, Document.state.in_(NOT_OVER))
        .values(**values)
        .returning(Document)
    )
    return db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()


def progress(document_id: int, done: int, total: int | None) -> None:
    """So many pages are read. A worker that came after a killed one begins again: the number never falls."""
    db.session.execute(
        update(Document)
        .where(Document.id == document_id, Document.state == ReadState.READING, Document.pages_done <= done)
        .values(pages_done=done, pages_total=total)
        .execution_options(synchronize_session=False)
    )
