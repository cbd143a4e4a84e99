"""Hours of each month, and what they were before a correction."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Numeric,
    String,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.blueprints.safety.terms import Basis, Month
from app.core.db import Base

HOURS = Numeric(9, 2)
OF_SITE = ("organisation_id", "site_id"), ("safety_site.organisation_id", "safety_site.id")
OF_HOURS = ("organisation_id", "hours_id"), ("safety_hours.organisation_id", "safety_hours.id")


class Site(Base):
    """A place where the firm works. A site that is no longer used is retired; what happened there stays."""

    __tablename__ = "safety_site"
    __table_args__ = (
        UniqueConstraint("organisation_id", "name"),
        UniqueConstraint("organisation_id", "id", name="uq_safety_site_owner"),
        CheckConstraint("name <> ''", name="has_a_name"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    name: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(200), default="")
    retired_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Hours(Base):
    """Hours worked in one month, own and hired-in people apart, and whether they were measured."""

    __tablename__ = "safety_hours"
    __table_args__ = (
        UniqueConstraint("organisation_id", "year", "month"),
        UniqueConstraint("organisation_id", "id", name="uq_safety_hours_owner"),
        CheckConstraint("year BETWEEN 2000 AND 2200 AND month BETWEEN 1 AND 12", name="is_a_month"),
        CheckConstraint("own >= 0 AND hired_in >= 0", name="hours_are_not_negative"),
        CheckConstraint("headcount IS NULL OR headcount >= 0", name="headcount_is_not_negative"),
        CheckConstraint("(agreed_days IS NULL) = (lost_days IS NULL)", name="days_are_lost_of_days_agreed"),
        CheckConstraint("lost_days >= 0 AND lost_days <= agreed_days", name="no_more_is_lost_than_agreed"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    year: Mapped[int]
    month: Mapped[int]
    own: Mapped[Decimal] = mapped_column(HOURS)
    hired_in: Mapped[Decimal] = mapped_column(HOURS, default=Decimal(0))
    basis: Mapped[Basis]
    headcount: Mapped[int | None]
    agreed_days: Mapped[Decimal | None] = mapped_column(HOURS)
    lost_days: Mapped[Decimal | None] = mapped_column(HOURS)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    sites: Mapped[list["HoursSite"]] = relationship(
        order_by="HoursSite.id", lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def period(self) -> Month:
        return Month(self.year, self.month)

    @property
    def total(self) -> Decimal:
        return self.own + self.hired_in


class HoursSite(Base):
    """How much of a month's hours was worked at one site; what is left belongs to no site."""

    __tablename__ = "safety_hours_site"
    __table_args__ = (
        ForeignKeyConstraint(*OF_HOURS, name="fk_safety_hours_site_hours"),
        ForeignKeyConstraint(*OF_SITE, name="fk_safety_hours_site_site"),
        UniqueConstraint("organisation_id", "hours_id", "site_id"),
        CheckConstraint("own >= 0 AND hired_in >= 0", name="hours_are_not_negative"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    hours_id: Mapped[int] = mapped_column(BigInteger)
    site_id: Mapped[int] = mapped_column(BigInteger)
    own: Mapped[Decimal] = mapped_column(HOURS)
    hired_in: Mapped[Decimal] = mapped_column(HOURS, default=Decimal(0))


class HoursRevision(Base):
    """What a month said before it was corrected, who had written that, and when."""

    __tablename__ = "safety_hours_revision"
    __table_args__ = (
        ForeignKeyConstraint(*OF_HOURS, name="fk_safety_hours_revision_hours"),
        UniqueConstraint("organisation_id", "hours_id", "version"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    hours_id: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int]
    own: Mapped[Decimal] = mapped_column(HOURS)
    hired_in: Mapped[Decimal] = mapped_column(HOURS)
    basis: Mapped[Basis]
    headcount: Mapped[int | None]
    agreed_days: Mapped[Decimal | None] = mapped_column(HOURS)
    lost_days: Mapped[Decimal | None] = mapped_column(HOURS)
    sites: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
