"""Cases, the signals that made them, and decisions, which are never changed."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.moderation.terms import Action, CaseState, ReasonCode, Source
from app.core.db import Base


class Case(Base):
    """Something that a moderator is to look at. At most one is open for each thing; all signals on it gather there.

    What the thing was when the case was opened is kept here, so that the queue can be filtered without asking its room.
    Opened only by the database function `moderation_open_case`, since who reports may not read.
    """

    __tablename__ = "moderation_case"
    __table_args__ = (
        Index(
            "uq_moderation_case_open",
            "subject_type",
            "subject_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_moderation_case_subject", "subject_type", "subject_id"),
        Index("ix_moderation_case_queue", "created_at", "id", postgresql_where=text("state = 'open'")),
        CheckConstraint("(claimed_by IS NULL) = (claimed_until IS NULL)", name="claim_is_whole"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_has_time"),
    )

    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    subject_title: Mapped[str] = mapped_column(String(300))
    subject_language: Mapped[str] = mapped_column(String(2))
    subject_author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    subject_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    source: Mapped[Source]
    reason: Mapped[str] = mapped_column(String(20))
    state: Mapped[CaseState] = mapped_column(default=CaseState.OPEN)
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    claimed_until: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Signal(Base):
    """Why somebody should look: a report, a rule, or pre-moderation. One report a person and case."""

    __tablename__ = "moderation_signal"
    __table_args__ = (
        UniqueConstraint("case_id", "reporter_id"),
        CheckConstraint("(source = 'report') = (reporter_id IS NOT NULL)", name="report_has_reporter"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    source: Mapped[Source]
    reason: Mapped[str] = mapped_column(String(20))
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    snapshot_sha256: Mapped[str] = mapped_column(String(64))


class Decision(Base):
    """What was decided, on what ground, and the statement of reasons word for word as it was sent. Append-only."""

    __tablename__ = "moderation_decision"
    __table_args__ = (
        CheckConstraint(
            "action <> 'hide' OR (reason_code IS NOT NULL AND reason_version IS NOT NULL)", name="hiding_has_a_reason"
        ),
        CheckConstraint("action = 'approve' OR btrim(facts) <> ''", name="facts_are_given"),
        CheckConstraint("decided_by IS DISTINCT FROM subject_author_id", name="nobody_decides_on_their_own"),
        CheckConstraint("statement_language IN ('nb', 'nn', 'en')", name="language_is_known"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    subject_title: Mapped[str] = mapped_column(String(300))
    subject_author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    subject_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    action: Mapped[Action]
    reason_code: Mapped[ReasonCode | None]
    reason_version: Mapped[int | None]
    facts: Mapped[str] = mapped_column(Text, default="")
    statement: Mapped[str] = mapped_column(Text)
    statement_language: Mapped[str] = mapped_column(String(2))
    snapshot_sha256: Mapped[str] = mapped_column(String(64))
    decided_by: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
