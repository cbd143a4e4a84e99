"""Threads, posts, what the posts have said, and what hangs on a post."""

from datetime import datetime

from markupsafe import Markup
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.attachments.terms import FileKind, FileState
from app.blueprints.forum.models.spaces import KNOWN_LANGUAGE
from app.blueprints.forum.terms.posts import EditKind, PostRole, PostState
from app.blueprints.forum.terms.tending import LockReason
from app.blueprints.forum.terms.writing import Screened
from app.core.db import Base
from app.core.text import SafeHtml

IS_ANSWER = "answer_at IS NOT NULL AND state = 'visible'"


class Thread(Base):
    """A conversation. `seq` is the number of its last post: dense from 1, given out under this row's lock.

    `title` and `lang` are those of the first post's newest revision, kept here for lists.
    """

    __tablename__ = "forum_thread"
    __table_args__ = (
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("post_count BETWEEN 0 AND seq", name="counts_its_posts"),
        CheckConstraint("lock_reason IS NULL OR locked", name="only_what_is_locked_has_a_reason"),
        Index("ix_forum_thread_latest", "space_id", "last_post_at", "id", postgresql_where=text("seq > 0")),
        Index("ix_forum_thread_pinned", "space_id", "pinned_at", postgresql_where=text("pinned_at IS NOT NULL")),
    )

    space_id: Mapped[int] = mapped_column(ForeignKey("forum_space.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    title_hidden: Mapped[bool] = mapped_column(default=False)
    lang: Mapped[str] = mapped_column(String(2))
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    opening_post_id: Mapped[int | None] = mapped_column(ForeignKey("forum_post.id", use_alter=True), index=True)
    seq: Mapped[int] = mapped_column(default=0)
    post_count: Mapped[int] = mapped_column(default=0)
    last_post_at: Mapped[datetime]
    locked: Mapped[bool] = mapped_column(default=False)
    lock_reason: Mapped[LockReason | None]
    pinned_at: Mapped[datetime | None]


class Post(Base):
    """What a person wrote for an organisation. Its number stays, whatever becomes of it.

    A post that waits for a moderator has no number yet: others see nothing, not even a gap, and it stands last when it
    is let out. `role` is as what its author spoke. `parent_id` is the post that is answered;
    `path` says where in the tree it stands (`rules.paths`). `substantive` is the newest revision that changed the
    meaning. `hidden_at` and `reason`: since when, and why, it was hidden or sent back for a change; one that was sent
    back keeps the date while its change waits. A post that was moved leaves a row in state `moved` at its old number,
    which leads to `moved_to_id`.
    """

    __tablename__ = "forum_post"
    __table_args__ = (
        UniqueConstraint("thread_id", "seq"),
        UniqueConstraint("thread_id", "path"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("state <> 'visible' OR seq IS NOT NULL", name="visible_has_a_number"),
        CheckConstraint("(seq IS NULL) = (path IS NULL)", name="numbered_has_a_path"),
        CheckConstraint("octet_length(path) BETWEEN 4 AND 20 AND octet_length(path) % 4 = 0", name="path_is_in_steps"),
        CheckConstraint(
            "(hidden_at IS NOT NULL OR state NOT IN ('hidden', 'returned'))"
            " AND (hidden_at IS NULL OR state IN ('hidden', 'returned', 'waiting'))",
            name="hidden_has_a_date",
        ),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_has_a_date"),
        CheckConstraint("(state = 'moved') = (moved_to_id IS NOT NULL)", name="moved_leads_on"),
        CheckConstraint("substantive BETWEEN 1 AND revision", name="substantive_is_a_revision"),
        CheckConstraint("(answer_at IS NULL) = (answer_by IS NULL)", name="answer_has_who_said_so"),
        CheckConstraint("support_count >= 0", name="support_is_counted"),
        Index("ix_forum_post_unnumbered", "thread_id", postgresql_where=text("seq IS NULL")),
        # Which was the last post at a moment: what came after "all read" is counted by subtraction.
        Index("ix_forum_post_posted", "thread_id", "posted_at", "seq", postgresql_where=text("state <> 'moved'")),
        Index("ix_forum_post_answer", "thread_id", "parent_id", "seq", postgresql_where=text(IS_ANSWER)),
    )

    thread_id: Mapped[int] = mapped_column(ForeignKey("forum_thread.id"))
    seq: Mapped[int | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("forum_post.id"), index=True)
    path: Mapped[bytes | None] = mapped_column(LargeBinary)
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    role: Mapped[PostRole]
    lang: Mapped[str] = mapped_column(String(2))
    revision: Mapped[int] = mapped_column(default=1)
    substantive: Mapped[int] = mapped_column(default=1, server_default="1")
    state: Mapped[PostState] = mapped_column(default=PostState.VISIBLE)
    reason: Mapped[str | None] = mapped_column(String(64))
    posted_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("forum_post.id"), index=True)
    # The host's own word that this is its answer.
    answer_at: Mapped[datetime | None]
    answer_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    support_count: Mapped[int] = mapped_column(default=0, server_default="0")
    file_count: Mapped[int] = mapped_column(SmallInteger, default=0, server_default="0")
    has_quote: Mapped[bool] = mapped_column(default=False, server_default="false")


class Revision(Base):
    """What a post said, as it was written and as it is shown. Never changed: the database gives nobody the right.

    `restricted`: it holds words that a moderator has removed. Row-level security keeps it from all but moderators.
    """

    __tablename__ = "forum_revision"
    __table_args__ = (UniqueConstraint("post_id", "number"), CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"))

    post_id: Mapped[int] = mapped_column(ForeignKey("forum_post.id"))
    number: Mapped[int]
    kind: Mapped[EditKind] = mapped_column(default=EditKind.FIRST)
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str | None] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[Markup] = mapped_column(SafeHtml)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    why: Mapped[str] = mapped_column(String(200), default="", server_default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    at: Mapped[datetime]
    restricted: Mapped[bool] = mapped_column(default=False, server_default="false")


class Quote(Base):
    """Words of another post, with which revision and language of it was read. Added with the post.

    Changed by redaction only: words that were removed from the post are removed here too (`Redaction`).
    """

    __tablename__ = "forum_quote"
    __table_args__ = (
        UniqueConstraint("post_id"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        ForeignKeyConstraint(
            ["quoted_id", "revision"],
            ["forum_revision.post_id", "forum_revision.number"],
            name="fk_forum_quote_quoted_id_revision_forum_revision",
        ),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("forum_post.id"))
    quoted_id: Mapped[int] = mapped_column(ForeignKey("forum_post.id"), index=True)
    revision: Mapped[int]
    lang: Mapped[str] = mapped_column(String(2))
    translated: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(Text)


class Redaction(Base):
    """What a quote said before words were removed from it, to be put back when a decision is. For moderators only."""

    __tablename__ = "forum_redaction"

    post_id: Mapped[int] = mapped_column(ForeignKey("forum_post.id"), index=True)
    quote_id: Mapped[int] = mapped_column(ForeignKey("forum_quote.id"), index=True)
    words: Mapped[str] = mapped_column(Text)


class Mention(Base):
    """A person or an organisation that a post calls by name, so that they are told; `revision` was the first to."""

    __tablename__ = "forum_mention"
    __table_args__ = (
        UniqueConstraint("post_id", "person_id", "organisation_id", postgresql_nulls_not_distinct=True),
        CheckConstraint("num_nonnulls(person_id, organisation_id) = 1", name="calls_one"),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("forum_post.id"))
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)


class Attachment(Base):
    """A file that hangs on a post. What readers need is kept here: the file itself is its organisation's own row.

    Readers open it when it is clean (`state`), and has been read for what it should not hold (`screened`).
    """

    __tablename__ = "forum_attachment"
    __table_args__ = (
        UniqueConstraint("post_id", "file_id"),
        ForeignKeyConstraint(
            ["organisation_id", "file_id"],
            ["attachments_file.organisation_id", "attachments_file.id"],
            name="fk_forum_attachment_organisation_id_attachments_file",
        ),
        Index("ix_forum_attachment_file", "organisation_id", "file_id"),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("forum_post.id"))
    organisation_id: Mapped[int] = mapped_column(BigInteger)
    file_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[FileKind]
    size: Mapped[int]
    state: Mapped[FileState]
    screened: Mapped[Screened] = mapped_column(default=Screened.PASSED, server_default="passed")


class Support(Base):
    """ "We share this": an organisation's word, once for each post."""

    __tablename__ = "forum_support"
    __table_args__ = (UniqueConstraint("post_id", "organisation_id"),)

    post_id: Mapped[int] = mapped_column(ForeignKey("forum_post.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
