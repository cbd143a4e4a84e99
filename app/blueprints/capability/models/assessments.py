"""Assessments and answers are one firm's, under row-level security."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.blueprints.capability.models.frameworks import Framework
from app.core.db import Base


class Assessment(Base):
    """A firm's answers to one framework, at one time. At most one a version is not handed in yet; former ones stay."""

    __tablename__ = "capability_assessment"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id", name="uq_capability_assessment_owner"),
        CheckConstraint("submitted_at IS NOT NULL OR submitted_by_id IS NULL", name="a_submitter_has_a_time"),
        Index(
            "uq_capability_assessment_open",
            "organisation_id",
            "framework_id",
            unique=True,
            postgresql_where=text("submitted_at IS NULL"),
        ),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    framework_id: Mapped[int] = mapped_column(ForeignKey("capability_framework.id"), index=True)
    started_at: Mapped[datetime]
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    framework: Mapped[Framework] = relationship(lazy="raise_on_sql")
    answers: Mapped[list["Answer"]] = relationship(lambda: Answer, lazy="raise_on_sql", order_by=lambda: Answer.id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None

    @property
    def answered(self) -> int:
        return sum(answer.claimed is not None for answer in self.answers)


class Answer(Base):
    """What a firm says of itself in one dimension. `claimed` is its own word; None is not answered yet."""

    __tablename__ = "capability_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "assessment_id"],
            ["capability_assessment.organisation_id", "capability_assessment.id"],
            name="fk_capability_answer_assessment",
        ),
        UniqueConstraint("organisation_id", "assessment_id", "dimension_id"),
        CheckConstraint("claimed BETWEEN 0 AND 5", name="claimed_is_a_level"),
        CheckConstraint("goal BETWEEN 0 AND 5", name="goal_is_a_level"),
        CheckConstraint("goal IS NULL OR claimed IS NULL OR goal >= claimed", name="goal_is_not_below_claimed"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    assessment_id: Mapped[int] = mapped_column(BigInteger)
    dimension_id: Mapped[int] = mapped_column(ForeignKey("capability_dimension.id"), index=True)
    claimed: Mapped[int | None]
    goal: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime | None]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
