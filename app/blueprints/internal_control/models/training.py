"""Who has been trained in what, and until when."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.internal_control.terms import Course
from app.core.db import Base


class Training(Base):
    """One person's training. `holder` is a name: it leaves some time after the row has ended."""

    __tablename__ = "internal_control_training"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "evidence_id"],
            ["improvement_evidence.organisation_id", "improvement_evidence.id"],
            name="fk_internal_control_training_evidence",
        ),
        CheckConstraint("expires_on > completed_on", name="expires_after_it_was_taken"),
        CheckConstraint("course <> 'other' OR title <> ''", name="other_training_has_a_title"),
        CheckConstraint("holder <> '' OR ended_at IS NOT NULL", name="somebody_holds_it"),
        Index("ix_internal_control_training_firm", "organisation_id", "ended_at", "expires_on", "id"),
        Index("ix_internal_control_training_evidence", "organisation_id", "evidence_id"),
        Index("ix_internal_control_training_expires", "expires_on", postgresql_where=text("ended_at IS NULL")),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    course: Mapped[Course]
    title: Mapped[str] = mapped_column(String(120), default="")
    holder: Mapped[str] = mapped_column(String(120))
    completed_on: Mapped[date]
    expires_on: Mapped[date | None]
    evidence_id: Mapped[int | None] = mapped_column(BigInteger)
    reminded: Mapped[int | None] = mapped_column(SmallInteger)
    ended_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
