"""Declarations of interest, and refusals. Row-level security: the person herself, and the buyer that leads."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.impartiality.terms.declarations import Stance, Why
from app.core.db import Base


class Declaration(Base):
    """What a person said of her ties to those who took part then. Never changed: the next one takes its place.

    `ties`: [{organisation_id, kind, is_conflict, note}], her answers to what the service asked about.
    """

    __tablename__ = "impartiality_declaration"
    __table_args__ = (
        CheckConstraint("stance <> 'ties' OR note <> '' OR jsonb_array_length(ties) > 0", name="ties_are_described"),
        CheckConstraint("ruled_out_by <> person_id", name="nobody_rules_herself_out"),
        CheckConstraint("(ruled_out_at IS NOT NULL) = (ruled_out_why <> '')", name="ruling_out_has_a_reason"),
        Index(
            "uq_impartiality_declaration_current", "dialogue_id", "person_id", unique=True,
            postgresql_where=text("current"),
        ),
        Index("ix_impartiality_declaration_dialogue", "dialogue_id", "id"),
    )  # fmt: skip

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    stance: Mapped[Stance]
    participants_version: Mapped[int]
    ties: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, server_default="[]")
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    current: Mapped[bool] = mapped_column(Boolean, default=True, server_default="true")
    ruled_out_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    ruled_out_at: Mapped[datetime | None]
    ruled_out_why: Mapped[str] = mapped_column(Text, default="", server_default="")


class Refusal(Base):
    """Somebody of the hosts was kept from what is confidential: why, how many times, and when last."""

    __tablename__ = "impartiality_refusal"
    __table_args__ = (
        UniqueConstraint(
            "dialogue_id", "person_id", "why", "participants_version", name="uq_impartiality_refusal_dialogue_id"
        ),
        Index("ix_impartiality_refusal_dialogue", "dialogue_id", "last_at", "id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    why: Mapped[Why]
    participants_version: Mapped[int]
    times: Mapped[int] = mapped_column(default=1, server_default="1")
    last_at: Mapped[datetime]
