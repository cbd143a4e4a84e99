"""Answers on their way, for the hosts alone; batches; and what has been published, which everybody reads."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.questions.terms.questions import AnswerState, BatchState, Deadline
from app.core.db import Base


class Batch(Base):
    """Answers that are published together. Whoever publishes it first has; it never happens twice."""

    __tablename__ = "questions_batch"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "number"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="what_is_published_has_a_time"),
        # One is prepared at a time: numbers are given out one batch after the other.
        Index("uq_questions_batch_preparing", "dialogue_id", unique=True, postgresql_where=text("state = 'preparing'")),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    state: Mapped[BatchState] = mapped_column(default=BatchState.PREPARING)
    prepared_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    published_at: Mapped[datetime | None]
    deadline: Mapped[Deadline] = mapped_column(default=Deadline.NOT_ASKED)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Answer(Base):
    """One version of the answer to a question. Nobody approves words that she has written one comma of (`writers`).

    `question_id` None: information that nobody asked for. `why`: what changed since the last version, for everybody.
    """

    __tablename__ = "questions_answer"
    __table_args__ = (
        ForeignKeyConstraint(
            ["dialogue_id", "question_id"], ["questions_question.dialogue_id", "questions_question.id"],
            name="fk_questions_answer_question",
        ),
        UniqueConstraint("question_id", "number"),
        CheckConstraint("NOT approved_by = ANY (writers)", name="four_eyes"),
        CheckConstraint("(state = 'written') = (approved_by IS NULL)", name="what_is_approved_was_by_somebody"),
        CheckConstraint("number = 1 OR why <> ''", name="a_change_says_why"),
        Index("ix_questions_answer_dialogue", "dialogue_id", "state", "id"),
        Index("ix_questions_answer_question", "dialogue_id", "question_id"),
    )  # fmt: skip

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    question_id: Mapped[int | None] = mapped_column(BigInteger)
    number: Mapped[int] = mapped_column(SmallInteger, default=1)
    state: Mapped[AnswerState] = mapped_column(default=AnswerState.WRITTEN)
    writers: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    approved_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    approved_at: Mapped[datetime | None]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("questions_batch.id"), index=True)
    # The published version that this one takes the place of.
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("questions_answer.id"), unique=True)
    why: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Wording(Base):
    """Question and answer in one language."""

    __tablename__ = "questions_wording"
    __table_args__ = (
        UniqueConstraint("answer_id", "lang"),
        CheckConstraint("lang IN ('nb', 'nn', 'en')", name="lang_is_known"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"), index=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("questions_answer.id", ondelete="CASCADE"))
    lang: Mapped[str] = mapped_column(String(2))
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)


class Entry(Base):
    """A published question with its answer, for everybody. There is no such row before that instant: nothing can leak.

    `words`: {lang: {"question": text, "text": the answer as written, "html": as shown}}; in the language in which
    it was asked there may be the question alone. `pseudonym` None: nobody asked, the buyer tells; `joined` are the
    suppliers whose questions went with this one. The newest version is `current`; the others stay, to be compared.
    """

    __tablename__ = "questions_entry"
    __table_args__ = (
        UniqueConstraint("answer_id"),
        Index("uq_questions_entry_current", "dialogue_id", "number", unique=True, postgresql_where=text("current")),
        Index("ix_questions_entry_versions", "dialogue_id", "number", "version"),
        Index("ix_questions_entry_batch", "batch_id"),
        Index("ix_questions_entry_feed", "dialogue_id", "published_at", "number"),
        Index("ix_questions_entry_need", "dialogue_id", "need_id", "number", postgresql_where=text("current")),
        Index("ix_questions_entry_pseudonym", "dialogue_id", "pseudonym", "number", postgresql_where=text("current")),
        Index(
            "ix_questions_entry_joined", "dialogue_id", "number", postgresql_where=text("current AND joined <> '{}'")
        ),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    answer_id: Mapped[int] = mapped_column(BigInteger)
    batch_id: Mapped[int] = mapped_column(ForeignKey("questions_batch.id"))
    number: Mapped[int]
    version: Mapped[int] = mapped_column(SmallInteger)
    current: Mapped[bool] = mapped_column(default=True)
    pseudonym: Mapped[int | None] = mapped_column(SmallInteger)
    joined: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), default=list)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues_need.id", ondelete="SET NULL"), index=True)
    follows: Mapped[int | None]
    late: Mapped[bool] = mapped_column(default=False)
    lang: Mapped[str] = mapped_column(String(2))
    why: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[dict[str, Any]] = mapped_column(JSONB)
    published_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]
    hidden_reason: Mapped[str] = mapped_column(String(8), default="")
