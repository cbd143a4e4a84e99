"""Actions of one organisation, what they wait for, and what is said of them; under row-level security.

An adviser whom the firm has invited sees them too, and comments: `improvement_advised()` says whose.
"""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.improvement.terms.actions import ActionStatus
from app.core.db import Base


class Action(Base):
    """Something a firm will do. Its owner is, or was, a member of that very firm: the key sees to it.

    `expected` is the type of evidence it should end in; `cost` is in whole kroner; `effect` says what was seen.
    """

    __tablename__ = "improvement_action"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id", name="uq_improvement_action_organisation"),
        ForeignKeyConstraint(
            ["owner_id", "organisation_id"],
            ["accounts_membership.person_id", "accounts_membership.organisation_id"],
            name="fk_improvement_action_owner",
        ),
        CheckConstraint("subject = '' OR subject ~ '^[a-z]+:[A-Za-z0-9:_-]+$'", name="subject_is_a_reference"),
        CheckConstraint("(status IN ('planned', 'started')) = (finished_at IS NULL)", name="what_is_over_has_an_end"),
        CheckConstraint("status <> 'dropped' OR outcome <> ''", name="what_is_dropped_has_a_reason"),
        CheckConstraint("(status = 'effect_seen') = (effect_seen_at IS NOT NULL)", name="a_seen_effect_has_a_day"),
        CheckConstraint("due_on >= starts_on", name="due_after_start"),
        CheckConstraint("cost >= 0", name="cost_is_not_negative"),
        Index("ix_improvement_action_due", "organisation_id", "status", "due_on", "id"),
        Index("ix_improvement_action_owner", "owner_id", "organisation_id"),
        Index("ix_improvement_action_about", "organisation_id", "due_on", postgresql_where=text("subject <> ''")),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    subject: Mapped[str] = mapped_column(String(80), default="")
    title: Mapped[str] = mapped_column(String(200))
    details: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int] = mapped_column(BigInteger)
    starts_on: Mapped[date | None]
    due_on: Mapped[date]
    cost: Mapped[int | None] = mapped_column(BigInteger)
    support: Mapped[str] = mapped_column(Text, default="")
    expected: Mapped[str] = mapped_column(String(40), default="")
    status: Mapped[ActionStatus] = mapped_column(default=ActionStatus.PLANNED)
    outcome: Mapped[str] = mapped_column(Text, default="")
    effect: Mapped[str] = mapped_column(Text, default="")
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    finished_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    effect_seen_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Dependency(Base):
    """One action waits for another of the same firm. That no circle comes of it is for the service to see to."""

    __tablename__ = "improvement_dependency"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["improvement_action.organisation_id", "improvement_action.id"],
            name="fk_improvement_dependency_action",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "needs_id"],
            ["improvement_action.organisation_id", "improvement_action.id"],
            name="fk_improvement_dependency_needs",
        ),
        UniqueConstraint("organisation_id", "action_id", "needs_id", name="uq_improvement_dependency_pair"),
        CheckConstraint("action_id <> needs_id", name="nothing_waits_for_itself"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    action_id: Mapped[int] = mapped_column(BigInteger)
    needs_id: Mapped[int] = mapped_column(BigInteger)


class ActionEvidence(Base):
    """What shows that an action had its effect."""

    __tablename__ = "improvement_action_evidence"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["improvement_action.organisation_id", "improvement_action.id"],
            name="fk_improvement_action_evidence_action",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_improvement_action_evidence_evidence",
        ),
        UniqueConstraint("organisation_id", "action_id", "evidence_id", name="uq_improvement_action_evidence_pair"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    action_id: Mapped[int] = mapped_column(BigInteger)
    evidence_id: Mapped[int] = mapped_column(BigInteger)


class Adviser(Base):
    """Somebody outside the firm whom it lets read its plan and comment, until a day or until ended.

    `person_id` is empty until the invitation is accepted; of the secret in its link only the hash is kept.
    """

    __tablename__ = "improvement_adviser"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) = (accepted_at IS NULL)", name="who_accepted_is_known"),
        Index(
            "uq_improvement_adviser_person",
            "organisation_id",
            "person_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_improvement_adviser_person", "person_id", "organisation_id"),
        Index("uq_improvement_adviser_token", "organisation_id", "token_hash", unique=True),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    email: Mapped[str] = mapped_column(String(254))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    until: Mapped[date]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Comment(Base):
    """What somebody says of an action, or of the whole plan when `action_id` is empty. Withdrawn, never erased."""

    __tablename__ = "improvement_comment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "action_id"],
            ["improvement_action.organisation_id", "improvement_action.id"],
            name="fk_improvement_comment_action",
        ),
        CheckConstraint("body <> ''", name="something_is_said"),
        Index("ix_improvement_comment_action", "organisation_id", "action_id", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    action_id: Mapped[int | None] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    is_adviser: Mapped[bool] = mapped_column(default=False)
    body: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class Feed(Base):
    """A secret address at which a member's calendar fetches the plan's days. Only the hash of the secret is kept.

    Not under row-level security: the calendar that asks is nobody, and the row tells nothing but whose plan it is.
    """

    __tablename__ = "improvement_feed"
    __table_args__ = (
        UniqueConstraint("token_hash"),
        Index(
            "uq_improvement_feed_current",
            "organisation_id",
            "person_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_improvement_feed_person", "person_id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    locale: Mapped[str] = mapped_column(String(2))
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
