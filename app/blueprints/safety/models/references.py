"""Dated rows that the law, or a publisher of statistics, may change."""

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base
from app.core.localized import Localized, LocalizedText


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
