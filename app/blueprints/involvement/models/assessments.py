"""A supplier's advantage, the measures against it, and what the supplier itself says.

Row-level security: the hosts, and of a hearing the firm that is heard. A trigger holds that nobody is kept out unheard.
"""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.involvement.terms.assessments import Conclusion, MeasureKind, MeasureState
from app.core.db import Base


class Assessment(Base):
    """Of one organisation that took part: risk, measures, what is left."""

    __tablename__ = "involvement_assessment"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "organisation_id"),
        UniqueConstraint("dialogue_id", "id", name="uq_involvement_assessment_owner"),
        CheckConstraint("risk <> ''", name="a_risk_is_said"),
        CheckConstraint("(conclusion IS NULL) = (concluded_on IS NULL)", name="what_is_concluded_has_a_day"),
        CheckConstraint("conclusion IS NULL OR residual <> ''", name="a_conclusion_says_what_is_left"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    risk: Mapped[str] = mapped_column(Text)
    conclusion: Mapped[Conclusion | None]
    residual: Mapped[str] = mapped_column(Text, default="")
    concluded_on: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Measure(Base):
    """What evens the advantage out, or why it would not. Written once."""

    __tablename__ = "involvement_measure"
    __table_args__ = (
        ForeignKeyConstraint(
            ["dialogue_id", "assessment_id"], ["involvement_assessment.dialogue_id", "involvement_assessment.id"],
            name="fk_involvement_measure_assessment",
        ),
        CheckConstraint("reason <> ''", name="a_measure_has_a_reason"),
        Index("ix_involvement_measure_assessment", "dialogue_id", "assessment_id"),
    )  # fmt: skip

    dialogue_id: Mapped[int] = mapped_column(BigInteger)
    assessment_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[MeasureKind]
    state: Mapped[MeasureState]
    reason: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Hearing(Base):
    """The supplier is told what is thought of, and may show that it does no harm. `until`: the last day to answer."""

    __tablename__ = "involvement_hearing"
    __table_args__ = (
        ForeignKeyConstraint(
            ["dialogue_id", "assessment_id"], ["involvement_assessment.dialogue_id", "involvement_assessment.id"],
            name="fk_involvement_hearing_assessment",
        ),
        CheckConstraint("body <> ''", name="a_hearing_asks_something"),
        CheckConstraint("(answer = '') = (answered_on IS NULL)", name="an_answer_has_a_day"),
        CheckConstraint("until > asked_on", name="there_is_time_to_answer"),
        Index("ix_involvement_hearing_assessment", "dialogue_id", "assessment_id"),
    )  # fmt: skip

    dialogue_id: Mapped[int] = mapped_column(BigInteger)
    assessment_id: Mapped[int] = mapped_column(BigInteger)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    body: Mapped[str] = mapped_column(Text)
    asked_on: Mapped[date]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    until: Mapped[date]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
