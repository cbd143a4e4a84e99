"""Reports as they were made. Never changed: a new one is made."""

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.core.db import Base


class Report(Base):
    """`body` is the JSON, exactly as it was hashed; `head` the part of it that the page shows."""

    __tablename__ = "involvement_report"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "number"),
        CheckConstraint("lang IN ('nb', 'nn', 'en')", name="lang_is_known"),
        CheckConstraint("sha256 = encode(sha256(convert_to(body, 'UTF8')), 'hex')", name="the_hash_is_of_the_body"),
        Index("ix_involvement_report_dialogue", "dialogue_id", "id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    lang: Mapped[str] = mapped_column(String(2))
    sha256: Mapped[str] = mapped_column(String(64))
    head: Mapped[dict[str, Any]] = mapped_column(JSONB)
    body: Mapped[str] = deferred(mapped_column(Text), raiseload=False)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
