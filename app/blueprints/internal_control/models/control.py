"""The eight points as a firm answers them, what they said before, and the yearly reviews."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.internal_control.terms import PointState
from app.core.db import Base

OF_POINT = (
    ("organisation_id", "point_id"),
    ("internal_control_point.organisation_id", "internal_control_point.id"),
)


class Point(Base):
    """One of the eight points, as the firm says it stands."""

    __tablename__ = "internal_control_point"
    __table_args__ = (
        UniqueConstraint("organisation_id", "number"),
        UniqueConstraint("organisation_id", "id", name="uq_internal_control_point_owner"),
        CheckConstraint("number BETWEEN 1 AND 8", name="is_one_of_eight"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[PointState]
    how: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class PointEvidence(Base):
    """Evidence that the firm has put forward for a point."""

    __tablename__ = "internal_control_point_evidence"
    __table_args__ = (
        ForeignKeyConstraint(*OF_POINT, name="fk_internal_control_point_evidence_point"),
        ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_internal_control_point_evidence_evidence",
        ),
        UniqueConstraint("organisation_id", "point_id", "evidence_id", name="uq_internal_control_point_evidence_pair"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    point_id: Mapped[int] = mapped_column(BigInteger)
    evidence_id: Mapped[int] = mapped_column(BigInteger)


class PointRevision(Base):
    """What a point said before it was changed, who had written that, and when."""

    __tablename__ = "internal_control_point_revision"
    __table_args__ = (
        ForeignKeyConstraint(*OF_POINT, name="fk_internal_control_point_revision_point"),
        UniqueConstraint("organisation_id", "point_id", "version"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    point_id: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int]
    state: Mapped[PointState]
    how: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Review(Base):
    """A year's review of the whole system. Signed by both sides it stands: nobody changes it any more.

    `without_representative`: when the firm signed, it had fewer than five people, nobody who speaks for them, and said
    that a written agreement is in place; its own signature is then enough.
    """

    __tablename__ = "internal_control_review"
    __table_args__ = (
        UniqueConstraint("organisation_id", "year"),
        CheckConstraint("year BETWEEN 2000 AND 2200", name="is_a_year"),
        CheckConstraint(
            "(representative_signed_at IS NULL) = (representative_id IS NULL)", name="who_signed_for_the_staff_is_known"
        ),
        CheckConstraint("(signed_at IS NULL) = (signed_by_id IS NULL)", name="who_signed_for_the_firm_is_known"),
        CheckConstraint("signed_by_id <> representative_id", name="two_sides_are_two_people"),
        CheckConstraint("NOT without_representative OR signed_at IS NOT NULL", name="alone_is_said_when_signing"),
        Index("ix_internal_control_review_signed_by", "signed_by_id"),
        Index("ix_internal_control_review_representative", "representative_id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    year: Mapped[int]
    held_on: Mapped[date]
    took_part: Mapped[str] = mapped_column(String(200), default="")
    findings: Mapped[str] = mapped_column(Text, default="")
    decisions: Mapped[str] = mapped_column(Text, default="")
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    without_representative: Mapped[bool] = mapped_column(default=False)
    representative_signed_at: Mapped[datetime | None]
    representative_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    representative_comment: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
