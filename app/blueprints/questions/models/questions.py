"""Questions, who asked them, and the pseudonyms. Row-level security: the firm that asked, and the hosts.

The two are never in one row. A host finds the firm behind a question only through `questions_reveal`, which writes down
who looked and why.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.questions.terms.questions import QuestionState
from app.core.db import Base

KNOWN_LANGUAGE = "lang IN ('nb', 'nn', 'en')"


class DialogueKey(Base):
    """The secret that makes pseudonyms in one dialogue, sealed. Destroyed at the close: nothing leads back."""

    __tablename__ = "questions_key"

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Pseudonym(Base):
    """ "Supplier 7" of one dialogue. `token` is an HMAC of the organisation under the dialogue's key.

    `number` is drawn by the same key and not counted up: it says neither when a firm came nor how many have.
    """

    __tablename__ = "questions_pseudonym"
    __table_args__ = (UniqueConstraint("dialogue_id", "token"), UniqueConstraint("dialogue_id", "number"))

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    token: Mapped[str] = mapped_column(String(64))
    number: Mapped[int] = mapped_column(SmallInteger)


class Question(Base):
    """A question as it was asked, and what the buyer proposes to make of it. Never shown to others: see `Entry`.

    `said` is what stands to be answered: the firm's own words, or those that it has agreed to (`agreed_at`); a trigger
    lets nobody else change them. `declined_at`: the firm said no to `proposed`. `warned` is what the check said would
    identify the firm, and that it sent all the same: [{code, words}]. `follows` is the number of what is published.
    `number` comes at publication; what was merged gets the number of the question that it went with.
    """

    __tablename__ = "questions_question"
    __table_args__ = (
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("(state = 'draft') = (asked_at IS NULL)", name="what_is_asked_has_a_time"),
        CheckConstraint("(state = 'merged') <= (merged_into_id IS NOT NULL)", name="what_is_merged_goes_somewhere"),
        CheckConstraint("(state = 'published') <= (number IS NOT NULL)", name="what_is_published_has_a_number"),
        CheckConstraint("number IS NULL OR state IN ('published', 'merged')", name="what_waits_has_no_number"),
        CheckConstraint("state NOT IN ('proposed', 'merged') OR proposed <> ''", name="a_proposal_has_words"),
        CheckConstraint("state <> 'merged' OR agreed_at IS NOT NULL", name="nobody_is_merged_in_silence"),
        CheckConstraint("state IN ('draft', 'withdrawn') OR pseudonym IS NOT NULL", name="who_asks_has_a_pseudonym"),
        CheckConstraint("state <> 'returned' OR reason <> ''", name="a_return_has_a_reason"),
        UniqueConstraint("dialogue_id", "id", name="uq_questions_question_dialogue"),
        Index(
            "uq_questions_question_number", "dialogue_id", "number", unique=True,
            postgresql_where=text("state = 'published'"),
        ),
        Index("ix_questions_question_intake", "dialogue_id", "state", "id"),
        Index("ix_questions_question_pseudonym", "dialogue_id", "pseudonym", "id"),
        Index("ix_questions_question_late", "dialogue_id", "state", postgresql_where=text("late")),
    )  # fmt: skip

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    pseudonym: Mapped[int | None] = mapped_column(SmallInteger)
    lang: Mapped[str] = mapped_column(String(2))
    body: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[QuestionState] = mapped_column(default=QuestionState.DRAFT)
    late: Mapped[bool] = mapped_column(default=False)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues_need.id", ondelete="SET NULL"), index=True)
    follows: Mapped[int | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("questions_question.id"), index=True)
    proposed: Mapped[str] = mapped_column(Text, default="")
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    proposed_into_id: Mapped[int | None] = mapped_column(ForeignKey("questions_question.id"), index=True)
    agreed_at: Mapped[datetime | None]
    declined_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    warned: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list)
    number: Mapped[int | None]
    asked_at: Mapped[datetime | None]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Asker(Base):
    """Which firm asked, and who of it. For that firm only; deleted when the dialogue closes."""

    __tablename__ = "questions_asker"
    __table_args__ = (Index("ix_questions_asker_own", "organisation_id", "dialogue_id", "question_id"),)

    question_id: Mapped[int] = mapped_column(ForeignKey("questions_question.id", ondelete="CASCADE"), unique=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Look(Base):
    """Somebody at the buyer's looked up which firm asked: who, when and why. The firm sees it too."""

    __tablename__ = "questions_look"
    __table_args__ = (CheckConstraint("reason <> ''", name="a_look_has_a_reason"),)

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions_question.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
