"""Who else had a hand in it. For the hosts alone, as the report is."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.involvement.terms.parties import PartyKind, Relation
from app.core.db import Base


class OtherParty(Base):
    """An adviser of the buyer's, or an undertaking related to one that takes part. Taken back, never deleted."""

    __tablename__ = "involvement_party"
    __table_args__ = (
        CheckConstraint("number = '' OR number ~ '^[0-9]{9}$'", name="a_number_has_nine_digits"),
        CheckConstraint(
            "(kind = 'related') = (related_to_id IS NOT NULL AND relation IS NOT NULL)",
            name="who_is_related_is_so_to_one",
        ),
        Index("ix_involvement_party_dialogue", "dialogue_id", "id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    kind: Mapped[PartyKind]
    name: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(9), default="")
    role: Mapped[str] = mapped_column(Text)
    related_to_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    relation: Mapped[Relation | None]
    since: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    taken_back_at: Mapped[datetime | None]
