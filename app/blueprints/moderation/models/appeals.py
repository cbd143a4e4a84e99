"""Appeals: one for each decision, decided by another person."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.moderation.terms.appeals import Outcome
from app.core.db import Base


class Appeal(Base):
    """The author's complaint over a decision. `first_by` decided what it is about, and so cannot answer it."""

    __tablename__ = "moderation_appeal"
    __table_args__ = (
        UniqueConstraint("decision_id"),
        ForeignKeyConstraint(
            ["decision_id", "first_by"],
            ["moderation_decision.id", "moderation_decision.decided_by"],
            name="fk_moderation_appeal_decision_id_moderation_decision",
        ),
        CheckConstraint("answered_by IS NULL OR answered_by <> first_by", name="another_person_answers"),
        CheckConstraint("answered_by IS NULL OR answered_by <> author_id", name="nobody_answers_their_own"),
        CheckConstraint(
            "num_nonnulls(answered_by, answered_at, outcome, answer_id) IN (0, 4)", name="an_answer_is_whole"
        ),
        CheckConstraint("lang IN ('nb', 'nn', 'en')", name="lang_is_known"),
        CheckConstraint("btrim(body) <> ''", name="says_something"),
    )

    decision_id: Mapped[int] = mapped_column(BigInteger)
    first_by: Mapped[int] = mapped_column(BigInteger, index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("moderation_case.id"), index=True)
    lang: Mapped[str] = mapped_column(String(2))
    body: Mapped[str] = mapped_column(Text)
    outcome: Mapped[Outcome | None]
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("moderation_decision.id"), index=True)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    answered_at: Mapped[datetime | None]
