"""What happened and who was hurt: two tables, since the second leaves and the first stays."""

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
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.blueprints.safety.terms import EventKind, Relation
from app.core.db import Base

OF_EVENT = ("organisation_id", "event_id"), ("safety_event.organisation_id", "safety_event.id")


class Register(Base):
    """How many events a firm has numbered: lock as well as counter, so that numbers have no gap and no double."""

    __tablename__ = "safety_register"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), unique=True)
    events: Mapped[int] = mapped_column(default=0)


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
