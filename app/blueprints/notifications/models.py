"""The inbox, the mails on their way out, and how often each person wants them."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.notifications.terms import MailState, Rhythm
from app.core.db import Base


class InboxItem(Base):
    """One notice to one person; worded by the template of its kind when it is read. Seen by its person alone."""

    __tablename__ = "notifications_inbox_item"
    __table_args__ = (
        UniqueConstraint("entry_key", "person_id"),
        Index("ix_notifications_inbox_item_person", "person_id", "id"),
        Index("ix_notifications_inbox_item_unread", "person_id", postgresql_where=text("read_at IS NULL")),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    entry_key: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(80))
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    read_at: Mapped[datetime | None]


class Mail(Base):
    """One mail to one address. `message_id` is the same at every try; `attempts` tells one try from the next.

    `about` is set on what can be stopped by its receiver: "thread:17", or "mail" for all that she follows.
    """

    __tablename__ = "notifications_mail"
    __table_args__ = (
        CheckConstraint("locale IN ('nb', 'nn', 'en')", name="locale_is_known"),
        # By message id after the time, which is chance: who is told first says nothing about anybody.
        Index("ix_notifications_mail_due", "next_try_at", "message_id", postgresql_where=text("state = 'queued'")),
        Index("ix_notifications_mail_in_hand", "handed_at", postgresql_where=text("state = 'handing_over'")),
        Index("ix_notifications_mail_state_newest", "state", "id"),
    )

    key: Mapped[str] = mapped_column(String(200), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    locale: Mapped[str] = mapped_column(String(2))
    template: Mapped[str] = mapped_column(String(80))
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    about: Mapped[str | None] = mapped_column(String(80))
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED)
    message_id: Mapped[str] = mapped_column(String(64), unique=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    handed_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(80))


class PersonPreference(Base):
    """How often one person is written to, and whether her address takes mail; without a row, as `terms.Preference`.

    A stop (`mails_stopped_at`) belongs to the address: one confirmed since then is written to again.
    """

    __tablename__ = "notifications_preference"
    __table_args__ = (
        CheckConstraint("hour BETWEEN 0 AND 23", name="hour_is_of_the_day"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_is_of_the_week"),
        CheckConstraint("bounces >= 0", name="bounces_are_counted"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), unique=True)
    rhythm: Mapped[Rhythm] = mapped_column(default=Rhythm.DAILY)
    time_zone: Mapped[str] = mapped_column(String(64), default="Europe/Oslo")
    hour: Mapped[int] = mapped_column(default=7)
    weekday: Mapped[int] = mapped_column(default=0)
    mails_stopped_at: Mapped[datetime | None]
    bounces: Mapped[int] = mapped_column(default=0)
    bounced_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Digest(Base):
    """That a person got her digest for a day (2026-11-22) or a week (2026-W47): the row is what makes it one."""

    __tablename__ = "notifications_digest"
    __table_args__ = (
        UniqueConstraint("person_id", "period"),
        # The last one of each of 50,000 people is looked up here; by time alone each look would walk through them all.
        Index("ix_notifications_digest_last", "person_id", "queued_at"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    period: Mapped[str] = mapped_column(String(10))
    queued_at: Mapped[datetime]
    mail_key: Mapped[str] = mapped_column(String(200))
