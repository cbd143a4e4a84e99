"""What carries a firm's level in each dimension besides its own word: evidence, and endorsement from outside."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.capability.terms.standing import Cause, Number, ReviewState
from app.core.db import Base


class Support(Base):
    """The firm puts a piece of evidence forward for one dimension, at the level that it shows."""

    __tablename__ = "capability_support"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_capability_support_evidence",
        ),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_is_one_to_five"),
        Index(
            "uq_capability_support_current",
            "organisation_id",
            "evidence_id",
            "dimension_code",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_capability_support_firm", "organisation_id", "dimension_code", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    evidence_id: Mapped[int] = mapped_column(BigInteger)
    dimension_code: Mapped[str] = mapped_column(String(10))
    level: Mapped[int] = mapped_column(SmallInteger)
    shows_learning: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    ended_at: Mapped[datetime | None]


class Review(Base):
    """A firm asks an organisation outside to endorse its level in one dimension, and what came of it.

    Both sides see the row. `content` is what the firm put before the reviewer when it asked: claim, evidence, history.
    `seen_on` is the day on which the reviewer saw it on site; `reminded` the last reminder sent, in days before the
    end. A trigger refuses a decision by whoever is, or in the last 24 months was, a member of the firm.
    """

    __tablename__ = "capability_review"
    __table_args__ = (
        CheckConstraint("organisation_id <> reviewer_id", name="nobody_reviews_oneself"),
        CheckConstraint("claimed BETWEEN 0 AND 5", name="claimed_is_a_level"),
        CheckConstraint("level BETWEEN 0 AND 5", name="level_is_a_level"),
        CheckConstraint(
            "(state IN ('endorsed', 'endorsed_lower')) = (level IS NOT NULL AND expires_on IS NOT NULL)",
            name="an_endorsement_has_level_and_end",
        ),
        CheckConstraint(
            "state NOT IN ('endorsed', 'endorsed_lower') OR (no_conflict_at IS NOT NULL AND decided_by_id IS NOT NULL"
            " AND decided_at IS NOT NULL AND reason <> '')",
            name="an_endorsement_is_named_and_reasoned",
        ),
        CheckConstraint("state <> 'returned' OR reason <> ''", name="what_is_missing_is_said"),
        CheckConstraint("state <> 'endorsed_lower' OR level < claimed", name="lower_is_lower"),
        CheckConstraint("state <> 'endorsed' OR level = claimed", name="endorsed_is_as_claimed"),
        Index(
            "uq_capability_review_open",
            "organisation_id",
            "reviewer_id",
            "dimension_code",
            unique=True,
            postgresql_where=text("state = 'asked'"),
        ),
        Index("ix_capability_review_firm", "organisation_id", "dimension_code", "id"),
        Index("ix_capability_review_reviewer", "reviewer_id", "state", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    framework_id: Mapped[int] = mapped_column(ForeignKey("capability_framework.id"), index=True)
    dimension_code: Mapped[str] = mapped_column(String(10))
    claimed: Mapped[int] = mapped_column(SmallInteger)
    message: Mapped[str] = mapped_column(Text, default="")
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.ASKED)
    level: Mapped[int | None] = mapped_column(SmallInteger)
    reason: Mapped[str] = mapped_column(Text, default="")
    seen_on: Mapped[date | None]
    no_conflict_at: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    expires_on: Mapped[date | None]
    reminded: Mapped[int | None] = mapped_column(SmallInteger)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Event(Base):
    """One of the three numbers of a dimension changed: from what, to what, on which day, and what caused it."""

    __tablename__ = "capability_event"
    __table_args__ = (
        CheckConstraint("before BETWEEN 0 AND 5", name="before_is_a_level"),
        CheckConstraint("after BETWEEN 0 AND 5", name="after_is_a_level"),
        CheckConstraint("before IS DISTINCT FROM after", name="something_changed"),
        Index("ix_capability_event_firm", "organisation_id", "dimension_code", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    dimension_code: Mapped[str] = mapped_column(String(10))
    number: Mapped[Number]
    before: Mapped[int | None] = mapped_column(SmallInteger)
    after: Mapped[int | None] = mapped_column(SmallInteger)
    on_day: Mapped[date]
    cause: Mapped[Cause]
    cause_id: Mapped[int | None] = mapped_column(BigInteger)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
