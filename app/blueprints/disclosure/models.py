"""What is disclosed, to whom, who has checked it, who has read it, and the pools. All under row-level security."""

from datetime import date, datetime
from typing import Any

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
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.disclosure.terms import Datum, Opened
from app.core.db import Base


class Disclosed(Base):
    """A calendar year of one firm, as a buyer may see it: `content` holds bands and shares, never a count of injuries.

    Written by the firm's own transactions; seen by the firm, and by whom it has let see it.
    """

    __tablename__ = "disclosure_year"
    __table_args__ = (
        UniqueConstraint("organisation_id", "year"),
        CheckConstraint("year BETWEEN 2000 AND 2200", name="is_a_year"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    year: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    written_at: Mapped[datetime]


class Consent(Base):
    """A firm lets a buyer see its years. Withdrawn, it shows nothing from that moment; the row stays.

    `firm_key` is the firm's name as lists are sorted by it, kept here so that a page of a portfolio is read from one
    index and costs the same with fifty firms as with five hundred; the night's job mends it after a change of name.
    """

    __tablename__ = "disclosure_consent"
    __table_args__ = (
        CheckConstraint("organisation_id <> receiver_id", name="is_given_to_another"),
        CheckConstraint("purpose <> ''", name="says_what_for"),
        Index(
            "uq_disclosure_consent_live",
            "organisation_id",
            "receiver_id",
            unique=True,
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_disclosure_consent_receiver", "receiver_id", "withdrawn_at", "until", "organisation_id"),
        Index(
            "ix_disclosure_consent_portfolio",
            "receiver_id",
            "firm_key",
            "organisation_id",
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    purpose: Mapped[str] = mapped_column(String(200))
    firm_key: Mapped[str] = mapped_column(String(300), default="")
    pooled: Mapped[bool]
    until: Mapped[date]
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Verification(Base):
    """Somebody has checked one datum of one year. `digest` is of the value that was checked: another value ends it.

    What it says never changes; it can only end. `told_on` is the day on which both sides were told that it will.
    """

    __tablename__ = "disclosure_verification"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_disclosure_verification_evidence",
        ),
        CheckConstraint("level BETWEEN 1 AND 3", name="level_is_known"),
        CheckConstraint("(level = 1) = (by_organisation_id = organisation_id)", name="nobody_checks_itself"),
        CheckConstraint("method <> ''", name="says_how"),
        CheckConstraint("expires_on > verified_on", name="expires_later"),
        Index(
            "uq_disclosure_verification_live",
            "organisation_id",
            "year",
            "datum",
            "by_organisation_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_disclosure_verification_by", "by_organisation_id"),
        Index("ix_disclosure_verification_evidence", "organisation_id", "evidence_id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    year: Mapped[int]
    datum: Mapped[Datum]
    level: Mapped[int] = mapped_column(SmallInteger)
    by_organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    method: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(String(200), default="")
    reference: Mapped[str] = mapped_column(String(200), default="")
    evidence_id: Mapped[int | None] = mapped_column(BigInteger)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    verified_on: Mapped[date]
    expires_on: Mapped[date]
    told_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(String(40), default="")


class Reading(Base):
    """A buyer has read what a firm discloses: the firm sees each."""

    __tablename__ = "disclosure_reading"
    __table_args__ = (
        Index("ix_disclosure_reading_firm", "organisation_id", "id"),
        Index("ix_disclosure_reading_receiver", "receiver_id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    opened: Mapped[Opened]
    read_at: Mapped[datetime]


class Pool(Base):
    """The figures of all firms that share with one buyer, for one year; issued once by the worker, and never again.

    `content` holds counts, hours, exact interval and spread; or, when the pool is too small, only why it is empty.
    """

    __tablename__ = "disclosure_pool"
    __table_args__ = (UniqueConstraint("receiver_id", "year"),)

    receiver_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    year: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    issued_at: Mapped[datetime]
