"""The rules that everybody can read: the house's, and those of a space."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.core.localized import Localized, LocalizedText


class Rules(Base):
    """One version of the rules of a `scope`: "house", or "space:12". The newest holds; earlier ones stay. Append-only.

    `texts` are Markdown in nb, nn and en; `why` says what was changed and why, for everybody to read.
    """

    __tablename__ = "moderation_rules"
    __table_args__ = (
        UniqueConstraint("scope", "version"),
        CheckConstraint("version > 0", name="version_is_counted"),
        {"comment": "seeded by migrations"},
    )

    scope: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    texts: Mapped[Localized] = mapped_column(LocalizedText)
    why: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
