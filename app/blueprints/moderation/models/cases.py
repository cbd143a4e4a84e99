"""Cases, the signals that made them, and what the reporters had before them."""

from datetime import datetime

from sqlalchemy import (
    ARRAY,
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
    column,
    func,
    select,
    table,
    text,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import Mapped, column_property, mapped_column

from app.blueprints.moderation.terms.cases import CaseKind, CaseState, Source
from app.core.db import Base

OPEN = "state <> 'closed'"
QUEUED = "state IN ('waiting', 'second')"
IDS: ARRAY[int] = ARRAY(BigInteger)
_decision = table(
    "moderation_decision",
    *(column(name, BigInteger) for name in ("id", "decided_by", "proposed_by")),
)


class Case(Base):
    """Something that a moderator is to look at. At most one is open for each thing; all signals on it gather there.

    What the thing was when the case was opened is kept here, so that the queue can be filtered without asking its room.
    Opened only by functions of the database (`moderation_open_case`, `moderation_open_appeal`), since who reports or
    appeals may not read. `found`: kinds of what the machine found. `decision_id`: what an appeal or a sample is about.
    `had_by`: who made that decision, and who had proposed it; they do not judge it again. `passed_by`: who proposed
    what a second person now decides. `version` grows whenever the case moves on.
    """

    __tablename__ = "moderation_case"
    __table_args__ = (
        Index(
            "uq_moderation_case_open",
            "subject_type",
            "subject_id",
            unique=True,
            postgresql_where=text(f"{OPEN} AND kind = 'content'"),
        ),
        Index("uq_moderation_case_again", "decision_id", "kind", unique=True),
        Index("ix_moderation_case_subject", "subject_type", "subject_id"),
        # The queue: the soonest due first. `next` walks it, past what others have in hand.
        Index("ix_moderation_case_queue", "due_at", "id", postgresql_where=text(QUEUED)),
        # Each filter of the queue: a rare reason is found without walking past all the others.
        Index("ix_moderation_case_queue_reason", "reason", "due_at", "id", postgresql_where=text(QUEUED)),
        Index("ix_moderation_case_queue_language", "subject_language", "due_at", "id", postgresql_where=text(QUEUED)),
        Index("ix_moderation_case_queue_source", "source", "due_at", "id", postgresql_where=text(QUEUED)),
        Index("ix_moderation_case_elsewhere", "state", "due_at", postgresql_where=text(OPEN)),
        Index("ix_moderation_case_created", "created_at"),
        # How long the newest took: read from the index alone.
        Index(
            "ix_moderation_case_closed",
            "closed_at",
            postgresql_include=["created_at", "id", "kind"],
            postgresql_where=text("closed_at IS NOT NULL"),
        ),
        CheckConstraint("(claimed_by IS NULL) = (claimed_until IS NULL)", name="claim_is_whole"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_time"),
        CheckConstraint("severity BETWEEN 1 AND 4", name="severity_is_known"),
        CheckConstraint("(kind = 'content') = (decision_id IS NULL)", name="again_is_about_a_decision"),
        CheckConstraint("(state = 'second') <= (passed_by IS NOT NULL)", name="second_follows_a_first"),
    )

    kind: Mapped[CaseKind] = mapped_column(default=CaseKind.CONTENT, server_default="content")
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    subject_title: Mapped[str] = mapped_column(String(300))
    subject_language: Mapped[str] = mapped_column(String(2))
    subject_author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    subject_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("moderation_decision.id", use_alter=True))
    source: Mapped[Source]
    reason: Mapped[str] = mapped_column(String(20))
    severity: Mapped[int] = mapped_column(SmallInteger, default=2, server_default="2")
    found: Mapped[list[str]] = mapped_column(ARRAY(String(20)), default=list, server_default="{}")
    due_at: Mapped[datetime]
    state: Mapped[CaseState] = mapped_column(default=CaseState.WAITING)
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    claimed_until: Mapped[datetime | None]
    passed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    # A look-up by key in the same statement, and none for the many cases that are about no decision.
    had_by: Mapped[list[int] | None] = column_property(
        select(type_coerce(func.array_remove(array([_decision.c.decided_by, _decision.c.proposed_by]), None), IDS))
        .where(_decision.c.id == decision_id)
        .correlate_except(_decision)
        .scalar_subquery()
    )


class Snapshot(Base):
    """What a thing said when somebody reported it; once for each text. Appended only."""

    __tablename__ = "moderation_snapshot"
    __table_args__ = (UniqueConstraint("case_id", "sha256"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(2))


class Signal(Base):
    """Why somebody should look. One report a person and case; somebody without an account may report too.

    `reply_to` is where she wants to hear what came of it: sealed, and taken away when she has been told.
    """

    __tablename__ = "moderation_signal"
    __table_args__ = (
        UniqueConstraint("case_id", "reporter_id"),
        ForeignKeyConstraint(
            ["case_id", "snapshot_sha256"],
            ["moderation_snapshot.case_id", "moderation_snapshot.sha256"],
            name="fk_moderation_signal_case_id_moderation_snapshot",
        ),
        CheckConstraint(
            "reporter_id IS NULL OR source IN ('report', 'translation', 'appeal')", name="only_people_report"
        ),
        CheckConstraint("reply_to IS NULL OR reporter_id IS NULL", name="who_has_an_account_is_told_there"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    source: Mapped[Source]
    reason: Mapped[str] = mapped_column(String(20))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    # For which organisation she is here: many reports from one firm weigh as one.
    reporter_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    reply_to: Mapped[bytes | None] = mapped_column(LargeBinary)
    reply_lang: Mapped[str | None] = mapped_column(String(2))
    snapshot_sha256: Mapped[str] = mapped_column(String(64))
