"""Threads, posts and what the posts have said."""

from datetime import datetime

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.accounts.terms import Kind
from app.blueprints.dialogues.models.dialogues import KNOWN_LANGUAGE
from app.blueprints.dialogues.terms import PostState
from app.core.db import Base
from app.core.text import SafeHtml


class Thread(Base):
    """A conversation. `seq` is the number of its last post: dense from 1, given out under this row's lock."""

    __tablename__ = "dialogues_thread"
    __table_args__ = (
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("post_count BETWEEN 0 AND seq", name="counts_its_posts"),
        Index("ix_dialogues_thread_latest", "dialogue_id", "last_post_at", "id", postgresql_where=text("seq > 0")),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    title_hidden: Mapped[bool] = mapped_column(default=False)
    lang: Mapped[str] = mapped_column(String(2))
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    seq: Mapped[int] = mapped_column(default=0)
    post_count: Mapped[int] = mapped_column(default=0)
    last_post_at: Mapped[datetime]
    locked: Mapped[bool] = mapped_column(default=False)


class Post(Base):
    """What a person wrote for an organisation. Its number stays, whatever becomes of it.

    A post that waits for a moderator has no number yet: others see nothing, not even a gap, and it stands last when it
    is let out. `role` is what the organisation was here as when it spoke.
    """

    __tablename__ = "dialogues_post"
    __table_args__ = (
        UniqueConstraint("thread_id", "seq"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("state <> 'visible' OR seq IS NOT NULL", name="visible_has_a_number"),
        CheckConstraint("(state = 'hidden') = (hidden_at IS NOT NULL)", name="hidden_has_a_date"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_a_date"),
        Index("ix_dialogues_post_unnumbered", "thread_id", postgresql_where=text("seq IS NULL")),
    )

    thread_id: Mapped[int] = mapped_column(ForeignKey("dialogues_thread.id"))
    seq: Mapped[int | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues_post.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    role: Mapped[Kind]
    lang: Mapped[str] = mapped_column(String(2))
    revision: Mapped[int] = mapped_column(default=1)
    state: Mapped[PostState] = mapped_column(default=PostState.VISIBLE)
    reason: Mapped[str | None] = mapped_column(String(64))
    posted_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class Revision(Base):
    """What a post said, as it was written and as it is shown. Never changed: the database gives nobody the right."""

    __tablename__ = "dialogues_revision"
    __table_args__ = (UniqueConstraint("post_id", "number"), CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"))

    post_id: Mapped[int] = mapped_column(ForeignKey("dialogues_post.id"))
    number: Mapped[int]
    lang: Mapped[str] = mapped_column(String(2))
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[Markup] = mapped_column(SafeHtml)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    at: Mapped[datetime]
