"""The ministry's lists of words that tell of secrets, one a language, with their history."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Word(Base):
    """Added once and perhaps removed once; never changed. `word` is in lower case, as the detector compares it."""

    __tablename__ = "screening_word"
    __table_args__ = (
        Index("uq_screening_word_in_use", "language", "word", unique=True, postgresql_where=text("removed_at IS NULL")),
        CheckConstraint("language IN ('nb', 'nn', 'en')", name="language_is_known"),
        CheckConstraint("word = lower(btrim(word)) AND length(word) >= 4", name="is_kept_as_it_is_compared"),
        CheckConstraint("(removed_at IS NULL) = (removed_by IS NULL)", name="somebody_removed_it"),
    )

    language: Mapped[str] = mapped_column(String(2))
    word: Mapped[str] = mapped_column(String(80))
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    added_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
