"""Documents of a dialogue, and which firms have measured themselves against its requirement profile."""

from datetime import date, datetime

from markupsafe import Markup
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.attachments.terms import FileKind, FileState
from app.core.db import Base
from app.core.text import SafeHtml


class Document(Base):
    """A file of one of the hosts, or a text that is read here. The hosts' own until it is published to everybody.

    What is published is never changed: it is withdrawn, and another comes in its place. Row-level security shows others
    what is published; the file itself is its organisation's row, so what readers need of it is kept here.
    """

    __tablename__ = "dialogues_document"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "file_id"],
            ["attachments_file.organisation_id", "attachments_file.id"],
            name="fk_dialogues_document_organisation_id_attachments_file",
        ),
        CheckConstraint("lang IN ('nb', 'nn', 'en')", name="lang_is_known"),
        CheckConstraint("(file_id IS NULL) <> (body = '')", name="a_file_or_a_text"),
        CheckConstraint("withdrawn_at IS NULL OR published_at IS NOT NULL", name="withdrawn_was_published"),
        Index("ix_dialogues_document_dialogue", "dialogue_id", "id"),
        Index("ix_dialogues_document_file", "organisation_id", "file_id"),
        Index(
            "ix_dialogues_document_published",
            "dialogue_id",
            postgresql_where=text("published_at IS NOT NULL AND withdrawn_at IS NULL"),
        ),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(300), default="", server_default="")  # who wrote it, where it stands
    written_on: Mapped[date | None]
    body: Mapped[str] = mapped_column(Text, default="", server_default="")
    body_html: Mapped[Markup] = mapped_column(SafeHtml, default=Markup(""), server_default="")
    file_id: Mapped[int | None] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(200), default="", server_default="")
    kind: Mapped[FileKind | None]
    size: Mapped[int | None]
    state: Mapped[FileState] = mapped_column(default=FileState.CLEAN, server_default="clean")
    added_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    published_at: Mapped[datetime | None]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    withdrawn_at: Mapped[datetime | None]


class Checked(Base):
    """A firm has measured itself against the dialogue's profile, and wants to know when that becomes another.

    The firm's own row: no host sees that it is there. `told_of` is the profile of which it was told since (0: none).
    """

    __tablename__ = "dialogues_checked"
    __table_args__ = (
        UniqueConstraint("organisation_id", "dialogue_id"),
        Index("ix_dialogues_checked_dialogue_id", "dialogue_id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id", ondelete="CASCADE"))
    profile_id: Mapped[int] = mapped_column(ForeignKey("requirements_profile.id"), index=True)
    checked_at: Mapped[datetime]
    told_of: Mapped[int | None] = mapped_column(BigInteger)
