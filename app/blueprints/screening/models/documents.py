"""What was found in an uploaded document, and how far it has been read. Under row-level security."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.attachments.terms import FileKind
from app.blueprints.screening.terms.documents import ReadState, WhyNot
from app.core.db import Base


class Document(Base):
    """`found`: [{"page", "kind", "certainty", "count"}]. Never a value, nor any of the text. Read once for a file.

    `characters` is how much text there was; None until it was read to its end.
    """

    __tablename__ = "screening_document"
    __table_args__ = (
        UniqueConstraint("organisation_id", "file_id"),
        ForeignKeyConstraint(
            ["organisation_id", "file_id"],
            ["attachments_file.organisation_id", "attachments_file.id"],
            name="fk_screening_document_organisation_id_attachments_file",
        ),
        Index("ix_screening_document_unread", "created_at", postgresql_where=text("state IN ('waiting', 'reading')")),
        CheckConstraint("(state = 'unreadable') = (why IS NOT NULL)", name="what_was_not_read_says_why"),
        CheckConstraint("pages_done >= 0 AND pages_done <= pages_total", name="reads_no_more_than_there_is"),
        CheckConstraint("(state IN ('read', 'unreadable')) = (read_at IS NOT NULL)", name="what_is_over_has_an_end"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    file_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[FileKind]
    state: Mapped[ReadState] = mapped_column(default=ReadState.WAITING)
    why: Mapped[WhyNot | None]
    pages_done: Mapped[int] = mapped_column(default=0)
    pages_total: Mapped[int | None]
    characters: Mapped[int | None]
    found: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    read_at: Mapped[datetime | None]
