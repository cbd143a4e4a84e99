"""The inbox, and the mails on their way out."""

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

from app.blueprints.notifications.terms import MailState
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
    """One mail to one address. `message_id` is the same at every try; `attempts` tells one try from the next."""

    __tablename__ = "notifications_mail"
    __table_args__ = (
        CheckConstraint("locale IN ('nb', 'nn', 'en')", name="locale_is_known"),
        Index(
            "ix_notifications_mail_waiting",
            "next_try_at",
            postgresql_where=text("state IN ('queued', 'handing_over')"),
        ),
    )

    key: Mapped[str] = mapped_column(String(200), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
    locale: Mapped[str] = mapped_column(String(2))
    template: Mapped[str] = mapped_column(String(80))
    params: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    state: Mapped[MailState] = mapped_column(default=MailState.QUEUED, index=True)
    message_id: Mapped[str] = mapped_column(String(64), unique=True)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    handed_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(80))
