"""Dated rows that the law, or a publisher of statistics, may change."""

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    CheckConstraint,
    Numeric,
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


class SectorRate(Base):
    """What is known of a branch of industry: injuries per million hours, as a publisher counts them; a dated row.

    `section` is a letter of the standard industrial classification (SN2025), "" for all branches together.
    """

    __tablename__ = "safety_sector_rate"
    __table_args__ = (
        UniqueConstraint("section", "year"),
        CheckConstraint("per_million > 0", name="rate_is_above_0"),
        {"comment": "seeded by migrations"},
    )

    section: Mapped[str] = mapped_column(String(1))
    name: Mapped[Localized] = mapped_column(LocalizedText)
    year: Mapped[int]
    per_million: Mapped[Decimal] = mapped_column(Numeric(8, 3))
    definition: Mapped[Localized] = mapped_column(LocalizedText)
    source: Mapped[str] = mapped_column(String(300))
    checked_on: Mapped[date]
