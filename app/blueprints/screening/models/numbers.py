"""Numbers that a person is asked to look at, and what she said. Under row-level security."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.screening.terms.numbers import NumberIs, NumberState
from app.core.db import Base


class Number(Base):
    """A number that looks like an identity number, and what its writer says that it is.

    `sealed` is there as long as somebody may have to read it; afterwards only `hash`, which nobody makes without the
    key of the site. Under another key the number is asked for anew. `reason` is the ground on which it was refused.
    """

    __tablename__ = "screening_number"
    __table_args__ = (
        Index(
            "uq_screening_number_waiting",
            "person_id",
            "organisation_id",
            "hash",
            unique=True,
            postgresql_where=text("state = 'waiting'"),
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_screening_number_allowed", "hash", postgresql_where=text("state = 'allowed'")),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="what_is_decided_has_a_time"),
        CheckConstraint("(state = 'refused') = (reason IS NOT NULL)", name="a_refusal_has_a_reason"),
        CheckConstraint("state <> 'waiting' OR sealed IS NOT NULL", name="what_waits_can_be_read"),
        CheckConstraint("lang IN ('nb', 'nn', 'en')", name="lang_is_known"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    hash: Mapped[str] = mapped_column(String(24))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    what: Mapped[NumberIs]
    why: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(2))
    state: Mapped[NumberState] = mapped_column(default=NumberState.WAITING)
    reason: Mapped[str | None] = mapped_column(String(4))
    decided_at: Mapped[datetime | None]
