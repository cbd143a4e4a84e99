"""What a person has for herself: drafts, how far she has read, what she follows. Nobody else sees these rows."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.forum.terms.following import Followed, Level
from app.core.db import Base


class Draft(Base):
    """What somebody is writing. `place` is where: "space:3" a new thread, "thread:12" a reply, "post:88" an edit."""

    __tablename__ = "forum_draft"
    __table_args__ = (UniqueConstraint("person_id", "place"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    place: Mapped[str] = mapped_column(String(40))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    lang: Mapped[str] = mapped_column(String(2), default="")
    title: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    reply_to: Mapped[int | None]
    quote: Mapped[str] = mapped_column(Text, default="")
    saved_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Reading(Base):
    """How far somebody has read a thread: the highest number seen. It only grows."""

    __tablename__ = "forum_reading"
    __table_args__ = (UniqueConstraint("person_id", "thread_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    thread_id: Mapped[int] = mapped_column(ForeignKey("forum_thread.id"), index=True)
    last_read_seq: Mapped[int]


class ReadBefore(Base):
    """ "All read": what was written before a moment counts as read, in one space or (without one) everywhere."""

    __tablename__ = "forum_read_before"
    __table_args__ = (UniqueConstraint("person_id", "space_id", postgresql_nulls_not_distinct=True),)

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    space_id: Mapped[int | None] = mapped_column(ForeignKey("forum_space.id"), index=True)
    before: Mapped[datetime]


class Follow(Base):
    """What somebody follows, and how much of it. The nearest word holds: thread before space before host."""

    __tablename__ = "forum_follow"
    __table_args__ = (
        UniqueConstraint("person_id", "thread_id", "space_id", "host_id", postgresql_nulls_not_distinct=True),
        CheckConstraint("num_nonnulls(thread_id, space_id, host_id) = 1", name="follows_one"),
        CheckConstraint("(kind = 'thread') = (thread_id IS NOT NULL)", name="thread_is_one"),
        CheckConstraint("(kind = 'space') = (space_id IS NOT NULL)", name="space_is_one"),
        Index("ix_forum_follow_thread", "thread_id", "person_id", postgresql_where=text("thread_id IS NOT NULL")),
        Index("ix_forum_follow_space", "space_id", "person_id", postgresql_where=text("space_id IS NOT NULL")),
        Index("ix_forum_follow_host", "host_id", "person_id", postgresql_where=text("host_id IS NOT NULL")),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    kind: Mapped[Followed]
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("forum_thread.id"))
    space_id: Mapped[int | None] = mapped_column(ForeignKey("forum_space.id"))
    host_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"))
    level: Mapped[Level] = mapped_column(default=Level.ALL)
    # What was written before is not told of: nobody is mailed about last year when she begins to follow.
    since: Mapped[datetime]
