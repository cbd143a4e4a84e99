"""Who takes part, and the numbers of a dialogue's ledger: kept by the database, so that no page counts."""

from datetime import datetime

from sqlalchemy import ARRAY, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Participant(Base):
    """An organisation that takes part from `joined_at` on, and in what ways (`terms.How`, the first one first).

    Row-level security: the hosts, and the organisation itself. `number` counts within the dialogue from 1: whoever has
    declared for the first seven looks at those from the eighth.
    """

    __tablename__ = "parity_participant"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "organisation_id"),
        Index("ix_parity_participant_number", "dialogue_id", "number"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    number: Mapped[int] = mapped_column(server_default="0")
    ways: Mapped[list[str]] = mapped_column(ARRAY(String(32)))
    joined_at: Mapped[datetime]


class Standing(Base):
    """Numbers only, for everybody: how many items there are, how many of them are red, and how many take part.

    `participants` never falls: it is the version of the list, for which people declare their ties. `head_start_days`:
    the most days, in Norway, between the first who knew of something and everybody; it never falls either.
    """

    __tablename__ = "parity_standing"

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"), unique=True)
    told: Mapped[int] = mapped_column(server_default="0")
    published: Mapped[int] = mapped_column(server_default="0")
    exempted: Mapped[int] = mapped_column(server_default="0")
    red: Mapped[int] = mapped_column(server_default="0")
    participants: Mapped[int] = mapped_column(server_default="0")
    last_published_at: Mapped[datetime | None]
    head_start_days: Mapped[int | None]
