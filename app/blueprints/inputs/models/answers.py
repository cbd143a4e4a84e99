"""What firms answer. Row-level security: the firm's own, and what it has handed in for the hosts of the dialogue.

What everybody reads is a row of another table, `Published`, which holds nothing else: a public answer with its firm's
name, or a paraphrase that its firm has approved, without one.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Numeric,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.inputs.terms.answers import InputState, Lane, ParaphraseState
from app.core.db import Base
from app.core.localized import Localized, LocalizedText

KNOWN_LANGUAGE = "lang IN ('nb', 'nn', 'en')"


class Input(Base):
    """A firm's answers in a dialogue, one a firm. `times`: how often they were handed in; `sha256` of what was.

    `questionnaire`: the questionnaire's number when they were handed in last.
    """

    __tablename__ = "inputs_input"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "organisation_id"),
        UniqueConstraint("dialogue_id", "organisation_id", "id", name="uq_inputs_input_owner"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        CheckConstraint("(state = 'begun') = (times = 0)", name="what_is_handed_in_was_some_time"),
        CheckConstraint("(times = 0) = (handed_in_at IS NULL)", name="what_is_handed_in_has_a_time"),
        Index("ix_inputs_input_handed_in", "dialogue_id", "state", "id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    lang: Mapped[str] = mapped_column(String(2))
    state: Mapped[InputState] = mapped_column(default=InputState.BEGUN)
    times: Mapped[int] = mapped_column(SmallInteger, default=0)
    questionnaire: Mapped[int] = mapped_column(SmallInteger, default=0)
    handed_in_at: Mapped[datetime | None]
    handed_in_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), default="")
    begun_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Working(Base):
    """A section as it is being answered, for the firm alone: {question id: {text, number, chosen, lane, ...}}."""

    __tablename__ = "inputs_working"
    __table_args__ = (
        UniqueConstraint("input_id", "section_id"),
        ForeignKeyConstraint(
            ["dialogue_id", "organisation_id", "input_id"],
            ["inputs_input.dialogue_id", "inputs_input.organisation_id", "inputs_input.id"],
            name="fk_inputs_working_input",
        ),
        Index("ix_inputs_working_input", "dialogue_id", "organisation_id", "input_id"),
    )

    dialogue_id: Mapped[int] = mapped_column(BigInteger)
    organisation_id: Mapped[int] = mapped_column(BigInteger)
    input_id: Mapped[int] = mapped_column(BigInteger)
    section_id: Mapped[int] = mapped_column(ForeignKey("inputs_section.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB)
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Answer(Base):
    """An answer as it was handed in. `passages` [{start, end}] of `body` are confidential, for `reason`."""

    __tablename__ = "inputs_answer"
    __table_args__ = (
        UniqueConstraint("input_id", "question_id"),
        UniqueConstraint("dialogue_id", "organisation_id", "id", name="uq_inputs_answer_owner"),
        ForeignKeyConstraint(
            ["dialogue_id", "organisation_id", "input_id"],
            ["inputs_input.dialogue_id", "inputs_input.organisation_id", "inputs_input.id"],
            name="fk_inputs_answer_input",
        ),
        ForeignKeyConstraint(
            ["organisation_id", "file_id"],
            ["attachments_file.organisation_id", "attachments_file.id"],
            name="fk_inputs_answer_file",
        ),
        CheckConstraint("lane <> 'public' OR passages = '[]'", name="what_is_public_has_no_secrets"),
        CheckConstraint("passages = '[]' OR reason <> ''", name="a_secret_has_a_reason"),
        CheckConstraint(KNOWN_LANGUAGE, name="lang_is_known"),
        Index("ix_inputs_answer_question", "dialogue_id", "question_id", "id"),
        Index("ix_inputs_answer_question_id", "question_id"),
        Index("ix_inputs_answer_input", "dialogue_id", "organisation_id", "input_id"),
        Index("ix_inputs_answer_file", "organisation_id", "file_id"),
    )

    dialogue_id: Mapped[int] = mapped_column(BigInteger)
    organisation_id: Mapped[int] = mapped_column(BigInteger)
    input_id: Mapped[int] = mapped_column(BigInteger)
    question_id: Mapped[int] = mapped_column(ForeignKey("inputs_question.id"))
    lang: Mapped[str] = mapped_column(String(2))
    lane: Mapped[Lane]
    body: Mapped[str] = mapped_column(Text, default="")
    passages: Mapped[list[dict[str, int]]] = mapped_column(JSONB, default=list)
    reason: Mapped[str] = mapped_column(String(500), default="")
    number: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    chosen: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger), default=list)
    file_id: Mapped[int | None] = mapped_column(BigInteger)
    changed_at: Mapped[datetime]


class Paraphrase(Base):
    """What the buyer would publish of an answer, in the languages of the dialogue, and what the firm says to it.

    `counter`: the firm's own words instead; `said`: what else it says. The database lets only the firm's own people
    approve, and nothing be published that is not approved word for word.
    """

    __tablename__ = "inputs_paraphrase"
    __table_args__ = (
        ForeignKeyConstraint(
            ["dialogue_id", "organisation_id", "answer_id"],
            ["inputs_answer.dialogue_id", "inputs_answer.organisation_id", "inputs_answer.id"],
            name="fk_inputs_paraphrase_answer",
        ),
        CheckConstraint(
            "(state IN ('approved', 'published')) <= (approved_at IS NOT NULL)", name="what_is_published_is_approved"
        ),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="what_is_published_has_a_time"),
        Index("ix_inputs_paraphrase_answer", "dialogue_id", "organisation_id", "answer_id"),
        Index("ix_inputs_paraphrase_state", "dialogue_id", "state", "id"),
        Index("ix_inputs_paraphrase_organisation_id", "organisation_id"),
    )

    dialogue_id: Mapped[int] = mapped_column(BigInteger)
    organisation_id: Mapped[int] = mapped_column(BigInteger)
    answer_id: Mapped[int] = mapped_column(BigInteger)
    question_id: Mapped[int] = mapped_column(ForeignKey("inputs_question.id"), index=True)
    words: Mapped[Localized] = mapped_column(LocalizedText)
    state: Mapped[ParaphraseState] = mapped_column(default=ParaphraseState.PROPOSED)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    proposed_at: Mapped[datetime]
    counter: Mapped[Localized] = mapped_column(LocalizedText, default=Localized)
    said: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    answered_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Published(Base):
    """What everybody reads. Of a public answer with its firm; of a paraphrase nothing that says whose answer it was.

    `words` in each language that there is; `answer_id` or `paraphrase_id` is where it came from, and is never shown.
    """

    __tablename__ = "inputs_published"
    __table_args__ = (
        UniqueConstraint("answer_id"),
        UniqueConstraint("paraphrase_id"),
        CheckConstraint(
            "(organisation_id IS NULL) = (answer_id IS NULL) AND (answer_id IS NULL) <> (paraphrase_id IS NULL)",
            name="a_paraphrase_names_nobody",
        ),
        Index("ix_inputs_published_question", "dialogue_id", "question_id", "id"),
        Index("ix_inputs_published_question_id", "question_id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("inputs_question.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("accounts_organisation.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(BigInteger)
    paraphrase_id: Mapped[int | None] = mapped_column(BigInteger)
    lang: Mapped[str] = mapped_column(String(2))
    words: Mapped[Localized] = mapped_column(LocalizedText)
    published_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]
