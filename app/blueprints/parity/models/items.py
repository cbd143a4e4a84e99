"""Items of information, whom they were told to before everybody knew, and what was exempted from publication.

Row-level security: the hosts see all of it; a firm sees what it was told, and everybody what has been published. What
was told can never be unsaid, and what was published stays so: the database says it too (migration 0034).
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.parity.terms.items import Channel, ExemptionState, Kind
from app.core.db import Base

KNOWN_LANGUAGE = "lang IN ('nb', 'nn', 'en')"
RED = "first_told_at IS NOT NULL AND published_at IS NULL AND exempted_at IS NULL"


class Item(Base):
    """One thing that somebody was told, or will be. `path`: where everybody reads it, behind the language.

    `words` is what a thing told by hand says, {lang: text}: it has no page of its own elsewhere.
    """

    __tablename__ = "parity_item"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "id", name="uq_parity_item_dialogue"),
        UniqueConstraint("dialogue_id", "kind", "subject_type", "subject_id"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("title <> ''", name="an_item_has_a_title"),
        CheckConstraint("published_at IS NULL OR first_told_at <= published_at", name="first_told_comes_first"),
        CheckConstraint("published_at IS NULL OR first_told_at IS NOT NULL", name="what_is_published_is_told"),
        CheckConstraint("(first_told_at IS NULL) = (channel IS NULL)", name="what_is_told_was_told_somehow"),
        Index(
            "ix_parity_item_published", "dialogue_id", "published_at", "id",
            postgresql_where=text("published_at IS NOT NULL"),
        ),
        Index("ix_parity_item_red", "dialogue_id", "id", postgresql_where=text(RED)),
    )  # fmt: skip

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    kind: Mapped[Kind]
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    title: Mapped[str] = mapped_column(String(300))
    lang: Mapped[str] = mapped_column(String(2))
    words: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    first_told_at: Mapped[datetime | None]
    channel: Mapped[Channel | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    published_at: Mapped[datetime | None]
    path: Mapped[str] = mapped_column(String(200), default="", server_default="")
    exempted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    # A moderator has hidden what it is about: its title is for the hosts.
    hidden_at: Mapped[datetime | None]
    # How many organisations were told before everybody was: kept by the database.
    receivers: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Told(Base):
    """An organisation was told this before everybody was. `words`: as it was told, where that was told by hand; what is

    published later may say it otherwise, and this stays for the hosts and the one who was told.
    """

    __tablename__ = "parity_told"
    __table_args__ = (
        ForeignKeyConstraint(
            ["dialogue_id", "item_id"], ["parity_item.dialogue_id", "parity_item.id"], name="fk_parity_told_item"
        ),
        UniqueConstraint("dialogue_id", "item_id", "organisation_id"),
        Index("ix_parity_told_organisation", "organisation_id", "dialogue_id", "item_id"),
    )

    dialogue_id: Mapped[int] = mapped_column(BigInteger)
    item_id: Mapped[int] = mapped_column(BigInteger)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    at: Mapped[datetime]
    channel: Mapped[Channel]
    words: Mapped[str] = mapped_column(Text, default="", server_default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Exemption(Base):
    """Why something that some were told is not published. Nobody approves her own."""

    __tablename__ = "parity_exemption"
    __table_args__ = (
        ForeignKeyConstraint(
            ["dialogue_id", "item_id"], ["parity_item.dialogue_id", "parity_item.id"], name="fk_parity_exemption_item"
        ),
        CheckConstraint("reason <> ''", name="an_exemption_has_a_reason"),
        CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="what_is_decided_has_a_time"),
        CheckConstraint(
            "state <> 'approved' OR (decided_by IS NOT NULL AND proposed_by IS NOT NULL AND decided_by <> proposed_by)",
            name="two_people",
        ),
        Index(
            "uq_parity_exemption_open", "dialogue_id", "item_id", unique=True,
            postgresql_where=text("state <> 'declined'"),
        ),
        Index("ix_parity_exemption_item", "dialogue_id", "item_id"),
    )  # fmt: skip

    dialogue_id: Mapped[int] = mapped_column(BigInteger)
    item_id: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[ExemptionState] = mapped_column(default=ExemptionState.PROPOSED)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="", server_default="")
