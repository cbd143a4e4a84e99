"""What happened and who was hurt: two tables, since the second leaves and the first stays; what was said before."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.blueprints.safety.models.hours import OF_SITE
from app.blueprints.safety.terms import Channel, EventKind, Mechanism, Relation
from app.core.db import Base

OF_EVENT = ("organisation_id", "event_id"), ("safety_event.organisation_id", "safety_event.id")


class Register(Base):
    """How many events a firm has numbered: lock as well as counter, so that numbers have no gap and no double."""

    __tablename__ = "safety_register"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), unique=True)
    events: Mapped[int] = mapped_column(default=0)


class Event(Base):
    """A near miss or an injury, numbered within its firm. No name and no diagnosis has a place here.

    `sent_key` makes a report that is sent twice one report; `receipt_hash` is the hash of the secret by which somebody
    who gave no name finds the answer. `recorded_by_id` is whoever reported it, also after a correction: she still
    sees it then.
    """

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
        CheckConstraint(
            "kind = 'near_miss' OR (channel = 'office' AND NOT anonymous)", name="only_a_near_miss_has_no_name"
        ),
        CheckConstraint("NOT anonymous OR recorded_by_id IS NULL", name="nobody_is_known_of_the_anonymous"),
        CheckConstraint("(channel = 'poster') = (poster_id IS NOT NULL)", name="a_poster_is_known"),
        ForeignKeyConstraint(*OF_SITE, name="fk_safety_event_site"),
        ForeignKeyConstraint(
            ["organisation_id", "photo_id"],
            ["attachments_file.organisation_id", "attachments_file.id"],
            name="fk_safety_event_photo",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "poster_id"],
            ["safety_poster.organisation_id", "safety_poster.id"],
            name="fk_safety_event_poster",
        ),
        UniqueConstraint("organisation_id", "sent_key", name="uq_safety_event_sent"),
        Index("ix_safety_event_poster", "organisation_id", "poster_id", "recorded_at"),
        Index("ix_safety_event_receipt", "organisation_id", "receipt_hash"),
        Index("ix_safety_event_mine", "recorded_by_id", "organisation_id", "id"),
        Index("ix_safety_event_site", "organisation_id", "site_id", "happened_on", "id"),
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
    mechanism: Mapped[Mechanism | None]
    site_id: Mapped[int | None] = mapped_column(BigInteger)
    channel: Mapped[Channel] = mapped_column(default=Channel.OFFICE)
    language: Mapped[str] = mapped_column(String(2), default="")
    anonymous: Mapped[bool] = mapped_column(default=False)
    poster_id: Mapped[int | None] = mapped_column(BigInteger)
    photo_id: Mapped[int | None] = mapped_column(BigInteger)
    sent_key: Mapped[UUID | None]
    receipt_hash: Mapped[bytes | None] = mapped_column(LargeBinary)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"))
    corrected_at: Mapped[datetime | None]
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    people: Mapped[list["EventPerson"]] = relationship(
        order_by="EventPerson.id", lazy="raise_on_sql", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def written_at(self) -> datetime:
        """When what stands here now was written: reported, or corrected."""
        return self.corrected_at or self.recorded_at

    @property
    def written_by_id(self) -> int | None:
        return self.corrected_by_id if self.corrected_at else self.recorded_by_id

    @property
    def relation(self) -> Relation | None:
        """Whose worker was hurt; None when nobody was."""
        return self.people[0].relation if self.people else None


class EventPerson(Base):
    """Who was hurt, kept apart from what happened.

    The name leaves on `leaves_on` (the night's job empties it and notes when); whose worker it was stays, since rates
    are counted by it.
    """

    __tablename__ = "safety_event_person"
    __table_args__ = (
        ForeignKeyConstraint(*OF_EVENT, name="fk_safety_event_person_event"),
        UniqueConstraint("organisation_id", "event_id"),
        CheckConstraint("name = '' OR leaves_on IS NOT NULL", name="a_name_leaves_some_day"),
        CheckConstraint("left_at IS NULL OR name = ''", name="what_has_left_is_gone"),
        Index("ix_safety_event_person_leaves", "leaves_on", postgresql_where=text("name <> ''")),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[int] = mapped_column(BigInteger)
    relation: Mapped[Relation]
    name: Mapped[str] = mapped_column(String(120), default="")
    leaves_on: Mapped[date | None]
    left_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class EventReporter(Base):
    """Who told of a near miss from a poster and wrote her name; it leaves as the name of whoever was hurt does."""

    __tablename__ = "safety_event_reporter"
    __table_args__ = (
        ForeignKeyConstraint(*OF_EVENT, name="fk_safety_event_reporter_event"),
        UniqueConstraint("organisation_id", "event_id"),
        CheckConstraint("left_at IS NULL OR name = ''", name="what_has_left_is_gone"),
        Index("ix_safety_event_reporter_leaves", "leaves_on", postgresql_where=text("name <> ''")),
    )

    organisation_id: Mapped[int] = mapped_column(BigInteger)
    event_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(120))
    leaves_on: Mapped[date]
    left_at: Mapped[datetime | None]


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
    mechanism: Mapped[Mechanism | None]
    site_id: Mapped[int | None] = mapped_column(BigInteger)
    relation: Mapped[Relation | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
