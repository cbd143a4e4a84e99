"""Accounts of finished thirds of a year, as they were published."""

from typing import Any

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Account(Base):
    """The account of a `period` ("2026-1"): `document` has small counts hidden already. Written once, by the worker.

    `sha256` is the hash of the document's canonical JSON (`rules.account.fingerprint`); the journal has it too.
    """

    __tablename__ = "moderation_account"
    __table_args__ = (
        UniqueConstraint("period"),
        CheckConstraint("period ~ '^[0-9]{4}-[1-3]$'", name="a_third_of_a_year"),
    )

    period: Mapped[str] = mapped_column(String(6))
    document: Mapped[dict[str, Any]] = mapped_column(JSONB)
    sha256: Mapped[str] = mapped_column(String(64))
