"""What stands around the desk: a moderator's keys, a lawyer's opinions, and what was handed to a buyer."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Base


class Keys(Base):
    """Which keys a moderator wants for what; `on` False switches them all off."""

    __tablename__ = "moderation_keys"
    __table_args__ = (UniqueConstraint("person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    on: Mapped[bool] = mapped_column(default=True)
    keys: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))


class LegalOpinion(Base):
    """A question to a lawyer about a case, and the answer."""

    __tablename__ = "moderation_legal_opinion"

    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    answer: Mapped[str] = mapped_column(Text, default="", server_default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    answered_at: Mapped[datetime | None]


class ProtectedInput(Base):
    """A text that was taken from the public and handed to the buyer who hosts the space, who alone reads it.

    Its author's organisation sees it too. `subject_type` and `subject_id` say what it was.
    """

    __tablename__ = "moderation_protected_input"
    __table_args__ = (UniqueConstraint("decision_id"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey("moderation_decision.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    author_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    place: Mapped[str] = mapped_column(String(300), default="")
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(2))
    taken_back_at: Mapped[datetime | None]
