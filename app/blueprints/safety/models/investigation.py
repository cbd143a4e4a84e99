"""What follows from an event: who was told, why it happened, and what is said of it."""

from datetime import date, datetime, time

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
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.accounts.terms import Role
from app.blueprints.safety.models.events import OF_EVENT
from app.core.db import Base


class EventNotice(Base):
    """That somebody whom the law asks to be told has been told: when, and by whom (a role, not a name).

    `duty_code` is that of a `NoticeDuty`. Never changed: noted again, the newest counts and the older stays.
    """

    __tablename__ = "safety_event_notice"
    __table_args__ = (
        ForeignKeyConstraint(*OF_EVENT, name="fk_safety_event_notice_event"),
        CheckConstraint("told_by <> ''", name="says_by_whom"),
        Index("ix_safety_event_notice_event", "organisation_id", "event_id", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[int] = mapped_column(BigInteger)
    duty_code: Mapped[str] = mapped_column(String(40))
    told_on: Mapped[date]
    told_at: Mapped[time | None]
    told_by: Mapped[str] = mapped_column(String(120))
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Investigation(Base):
    """Why it happened, and what is learned. Measures are actions of the firm's plan about this event."""

    __tablename__ = "safety_investigation"
    __table_args__ = (
        ForeignKeyConstraint(*OF_EVENT, name="fk_safety_investigation_event"),
        UniqueConstraint("organisation_id", "event_id"),
        CheckConstraint("closed_at IS NULL OR underlying_causes <> ''", name="closed_with_causes"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[int] = mapped_column(BigInteger)
    course: Mapped[str] = mapped_column(Text, default="")
    direct_causes: Mapped[str] = mapped_column(Text, default="")
    underlying_causes: Mapped[str] = mapped_column(Text, default="")
    learning: Mapped[str] = mapped_column(Text, default="")
    took_part: Mapped[str] = mapped_column(String(200), default="")
    with_representative: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Remark(Base):
    """What the safety representative, or another member, says of an event, or of a year's figures (`year`)."""

    __tablename__ = "safety_remark"
    __table_args__ = (
        ForeignKeyConstraint(*OF_EVENT, name="fk_safety_remark_event"),
        CheckConstraint("(event_id IS NULL) <> (year IS NULL)", name="is_about_one_thing"),
        CheckConstraint("body <> ''", name="something_is_said"),
        Index("ix_safety_remark_event", "organisation_id", "event_id", "id"),
        Index("ix_safety_remark_year", "organisation_id", "year", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    event_id: Mapped[int | None] = mapped_column(BigInteger)
    year: Mapped[int | None]
    body: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    role: Mapped[Role]
    said_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
