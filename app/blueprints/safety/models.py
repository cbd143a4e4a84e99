"""Hours and events of one organisation. Every table of the register is under row-level security by organisation.

Keys see through row-level security, so each key here carries the organisation: a row of one firm can neither refer to
another's nor betray by a collision that it exists. What happened and who was hurt are two tables: the second leaves
when the law no longer needs it, the first stays.
"""

from datetime import date, datetime, time
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.blueprints.safety.terms import Basis, EventKind, Month, Relation
from app.core.db import Base
from app.core.localized import Localized, LocalizedText

HOURS = Numeric(9, 2)
OF_HOURS = ("organisation_id", "hours_id"), ("safety_hours.organisation_id", "safety_hours.id")
OF_EVENT = ("organisation_id", "event_id"), ("safety_event.organisation_id", "safety_event.id")


class Register(Base):
    """How many events a firm has numbered: lock as well as counter, so that numbers have no gap and no double."""

    __tablename__ = "safety_register"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), unique=True)
    events: Mapped[int] = mapped_column(default=0)


class Hours(Base):
    """Hours worked in one month, own and hired-in people apart, and whether they were measured."""

    __tablename__ = "safety_hours"
    __table_args__ = (
        UniqueConstraint("organisation_id", "year", "month"),
        UniqueConstraint("organisation_id", "id", name="uq_safety_hours_owner"),
        CheckConstraint("year BETWEEN 2000 AND 2200 AND month BETWEEN 1 AND 12", name="is_a_month"),
        CheckConstraint("own >= 0 AND hired_in >= 0", name="hours_are_not_negative"),
        CheckConstraint("headcount IS NULL OR headcount >= 0", name="headcount_is_not_negative"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    year: Mapped[int]
    month: Mapped[int]
    own: Mapped[Decimal] = mapped_column(HOURS)
    hired_in: Mapped[Decimal] = mapped_column(HOURS, default=Decimal(0))
    basis: Mapped[Basis]
    headcount: Mapped[int | None]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def period(self) -> Month:
        return Month(self.year, self.month)

    @property
    def total(self) -> Decimal:
        return self.own + self.hired_in


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
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Event(Base):
    """A near miss or an injury, numbered within its firm. No name and no diagnosis has a place here."""

    __tablename__ = "safety_event"
    __table_args__ = (
        UniqueConstraint("organisation_id", "number"),
        UniqueConstraint("organisation_id", "id", name="uq_safety_event_owner"),
        CheckConstraint("number > 0", name="number_is_positive"),
        CheckConstraint(
            "lost_days IS NULL OR (kind = 'lost_time' AND lost_days BETWEEN 1 AND 3650)",
            name="lost_days_belong_to_absence",
        ),
        CheckConstraint("NOT serious OR kind <> 'near_miss'", name="a_near_miss_hurt_nobody"),
        CheckConstraint("serious OR kind <> 'fatality'", name="a_death_is_serious"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="an_answer_has_a_time"),
        Index("ix_safety_event_newest", "organisation_id", "happened_on", "id"),
        Index("ix_safety_event_newest_of_kind", "organisation_id", "kind", "happened_on", "id"),
    )

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    number: Mapped[int]
    kind: Mapped[EventKind]
    happened_on: Mapped[date]
    happened_at: Mapped[time | None]
    place: Mapped[str] = mapped_column(String(200))
    activity: Mapped[str] = mapped_column(String(200), default="")
    what: Mapped[str] = mapped_column(Text)
    immediate: Mapped[str] = mapped_column(Text, default="")
    lost_days: Mapped[int | None]
    serious: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    people: Mapped[list["EventPerson"]] = relationship(
        order_by="EventPerson.id", lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def relation(self) -> Relation | None:
        """Whose worker was hurt; None when nobody was."""
        return self.people[0].relation if self.people else None


class EventPerson(Base):
    """Who was hurt, kept apart from what happened: today only whose worker it was."""

    __tablename__ = "safety_event_person"
    __table_args__ = (
        ForeignKeyConstraint(*OF_EVENT, name="fk_safety_event_person_event"),
        UniqueConstraint("organisation_id", "event_id"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[int] = mapped_column(BigInteger)
    relation: Mapped[Relation]


class EventRevision(Base):
    """What an event said before it was corrected, who had written that, and when."""

    __tablename__ = "safety_event_revision"
    __table_args__ = (
        ForeignKeyConstraint(*OF_EVENT, name="fk_safety_event_revision_event"),
        UniqueConstraint("organisation_id", "event_id", "version"),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[int] = mapped_column(BigInteger)
    version: Mapped[int]
    kind: Mapped[EventKind]
    happened_on: Mapped[date]
    happened_at: Mapped[time | None]
    place: Mapped[str] = mapped_column(String(200))
    activity: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(Text)
    immediate: Mapped[str] = mapped_column(Text)
    lost_days: Mapped[int | None]
    serious: Mapped[bool]
    relation: Mapped[Relation | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class NoticeDuty(Base):
    """Whom the law asks to be told after a death or a serious injury: a dated row, guidance with its source."""

    __tablename__ = "safety_notice_duty"
    __table_args__ = (
        UniqueConstraint("code", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="ends_after_it_begins"),
        {"comment": "seeded by migrations"},
    )

    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    who: Mapped[Localized] = mapped_column(LocalizedText)
    how: Mapped[Localized] = mapped_column(LocalizedText)
    law: Mapped[Localized] = mapped_column(LocalizedText)
    source: Mapped[str] = mapped_column(String(300))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    checked_on: Mapped[date]
