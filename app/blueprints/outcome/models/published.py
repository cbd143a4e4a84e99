"""What everybody reads: rows that are made, in all languages at once, at the moment of publication."""

from datetime import datetime
from typing import Any

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.outcome.models.themes import KNOWN_LANGUAGE
from app.blueprints.outcome.terms import Outcome
from app.core.db import Base
from app.core.text import SafeHtml


class ThemeEntry(Base):
    """A theme as published. `came_from`: how many contributions of each kind, {"input": 2}; never whose."""

    __tablename__ = "outcome_theme_entry"
    __table_args__ = (
        UniqueConstraint("theme_id"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        Index("ix_outcome_theme_entry_dialogue", "dialogue_id", "position", "id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("outcome_theme.id"))
    need_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues_need.id"), index=True)
    position: Mapped[int] = mapped_column(SmallInteger)
    lang: Mapped[str] = mapped_column(String(2))
    outcome: Mapped[Outcome]
    came_from: Mapped[dict[str, Any]] = mapped_column(JSONB)
    published_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]
    # A moderator has hidden it: everybody reads when, and on which ground.
    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str] = mapped_column(String(8), default="")


class ThemeText(Base):
    """The theme's published words in one language."""

    __tablename__ = "outcome_theme_text"
    __table_args__ = (UniqueConstraint("entry_id", "lang"), CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"))

    entry_id: Mapped[int] = mapped_column(ForeignKey("outcome_theme_entry.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(200))
    said: Mapped[str] = mapped_column(Text)
    did: Mapped[str] = mapped_column(Text)
    shows: Mapped[str] = mapped_column(Text)


class SummaryEntry(Base):
    """A summary as published; a changed one is a new row with the next number."""

    __tablename__ = "outcome_summary_entry"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "number"),
        CheckConstraint("number > 0", name="numbers_begin_at_one"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    published_at: Mapped[datetime]
    # A moderator has hidden it: everybody reads when, and on which ground.
    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str] = mapped_column(String(8), default="")


class SummaryText(Base):
    """The published summary in one language."""

    __tablename__ = "outcome_summary_text"
    __table_args__ = (UniqueConstraint("entry_id", "lang"), CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"))

    entry_id: Mapped[int] = mapped_column(ForeignKey("outcome_summary_entry.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(2))
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[Markup] = mapped_column(SafeHtml)
