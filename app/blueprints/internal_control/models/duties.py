"""Duties as dated rows, and what a firm says of them."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.internal_control.terms import Applies, DutyState
from app.core.db import Base
from app.core.localized import Localized, LocalizedText


class Duty(Base):
    """One rule: from so many employees to so many (both included), in these industries, from one day to another.

    `industries` are beginnings of industry codes (SN2025), None for every industry. Several rows may carry one `code`:
    the same duty, applying in another way to another size.
    """

    __tablename__ = "internal_control_duty"
    __table_args__ = (
        UniqueConstraint("code", "applies", "valid_from"),
        CheckConstraint("from_headcount >= 0 AND to_headcount >= from_headcount", name="sizes_are_in_order"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_it_begins"),
        {"comment": "seeded by migrations"},
    )

    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    applies: Mapped[Applies]
    name: Mapped[Localized] = mapped_column(LocalizedText)
    what: Mapped[Localized] = mapped_column(LocalizedText)
    law: Mapped[Localized] = mapped_column(LocalizedText)
    source: Mapped[str] = mapped_column(String(300))
    from_headcount: Mapped[int] = mapped_column(default=0)
    to_headcount: Mapped[int | None]
    industries: Mapped[list[str] | None] = mapped_column(JSONB(none_as_null=True))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    checked_on: Mapped[date]


class DutyAnswer(Base):
    """What a firm says of one duty."""

    __tablename__ = "internal_control_duty_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_internal_control_duty_answer_evidence",
        ),
        UniqueConstraint("organisation_id", "code"),
        Index("ix_internal_control_duty_answer_evidence", "organisation_id", "evidence_id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    code: Mapped[str] = mapped_column(String(40))
    state: Mapped[DutyState]
    how: Mapped[str] = mapped_column(Text, default="")
    evidence_id: Mapped[int | None] = mapped_column(BigInteger)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Firm(Base):
    """What a firm says of its size and its industries, where the register does not know or does not say it well.

    `reminded_on`: when its owners were last told that no yearly review has been held for a year.
    """

    __tablename__ = "internal_control_firm"
    __table_args__ = (CheckConstraint("headcount >= 0", name="headcount_is_not_negative"),)

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), unique=True)
    headcount: Mapped[int | None]
    industries: Mapped[list[str]] = mapped_column(JSONB, default=list)
    reminded_on: Mapped[date | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
