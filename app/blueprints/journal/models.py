from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Index, LargeBinary, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Entry(Base):
    """One thing that happened. `hash` is SHA-256 over the entry's canonical text and the hash before it."""

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_subject", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column("seq", BigInteger, primary_key=True, autoincrement=False, sort_order=-2)
    created_at: Mapped[datetime] = mapped_column("at", DateTime(timezone=True), sort_order=-1)
    key: Mapped[str] = mapped_column(String(36), unique=True)
    what: Mapped[str] = mapped_column(String(80), index=True)
    subject_type: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    by_id: Mapped[int | None] = mapped_column(BigInteger)
    organisation_id: Mapped[int | None] = mapped_column(BigInteger)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    canonical: Mapped[str]
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
