"""What a buyer asks for. A draft is the buyer's own; what is published is for everybody, and stays as it is."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.blueprints.accounts.models import Organisation
from app.blueprints.requirements.terms.shares import ProfileState
from app.core.db import Base


class Profile(Base):
    """A requirement profile, written in one language (`language`: nb, nn or en). Changed only while a draft.

    `framework_id` is the version of the common dimensions that it was written against, `own_framework_id` that of the
    buyer's own, if it has any: so what is published reads the same for good.
    """

    __tablename__ = "requirements_profile"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id", name="uq_requirements_profile_owner"),
        CheckConstraint("language IN ('nb', 'nn', 'en')", name="language_is_ours"),
        CheckConstraint("(state = 'draft') = (published_at IS NULL)", name="what_is_published_has_a_time"),
        Index("ix_requirements_profile_buyer", "organisation_id", "id"),
        Index("ix_requirements_profile_published", "state", "published_at", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    framework_id: Mapped[int] = mapped_column(ForeignKey("capability_framework.id"), index=True)
    own_framework_id: Mapped[int | None] = mapped_column(ForeignKey("capability_framework.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[ProfileState] = mapped_column(default=ProfileState.DRAFT)
    copied_from_id: Mapped[int | None] = mapped_column(BigInteger)  # perhaps another buyer's: no key leads out of here
    published_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    buyer: Mapped[Organisation] = relationship(lazy="raise_on_sql", viewonly=True)
    requirements: Mapped[list["RequirementRow"]] = relationship(
        lazy="raise_on_sql", order_by="RequirementRow.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class RequirementRow(Base):
    """At least this level in this dimension. Local value (LOC) can never be a must-have: EEA rules forbid it.

    Row-level security lets the rows of a published profile neither change nor go.
    """

    __tablename__ = "requirements_requirement"
    __table_args__ = (
        ForeignKeyConstraint(
            ["organisation_id", "profile_id"],
            ["requirements_profile.organisation_id", "requirements_profile.id"],
            name="fk_requirements_requirement_profile",
        ),
        UniqueConstraint("organisation_id", "profile_id", "dimension_code", name="uq_requirements_requirement_code"),
        CheckConstraint("level BETWEEN 0 AND 5", name="level_is_a_level"),
        CheckConstraint("weight > 0", name="weight_is_positive"),
        CheckConstraint("NOT (must AND dimension_code = 'LOC')", name="local_value_is_never_a_must"),
        CheckConstraint("reason <> ''", name="a_requirement_has_a_reason"),
        Index("ix_requirements_requirement_profile", "profile_id", "organisation_id"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    profile_id: Mapped[int] = mapped_column(BigInteger)
    dimension_code: Mapped[str] = mapped_column(String(10))
    level: Mapped[int] = mapped_column(SmallInteger)
    weight: Mapped[Decimal] = mapped_column(Numeric(7, 3))
    must: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text)
