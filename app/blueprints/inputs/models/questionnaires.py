"""A dialogue's questionnaire: sections and questions. What is not published is for the hosts alone."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from app.blueprints.inputs.terms.questionnaires import QuestionKind
from app.core.db import Base
from app.core.localized import Localized, LocalizedText


class Questionnaire(Base):
    """One a dialogue. `number` counts publications: 1 the first, one more each time that questions are added.

    `locked_at`: somebody has handed in answers; from then on what is published is neither changed nor removed.
    `cap_hours`: the hours that all firms together may be asked for; `over_cap` is the author's reason for more.
    """

    __tablename__ = "inputs_questionnaire"
    __table_args__ = (
        UniqueConstraint("dialogue_id"),
        CheckConstraint("(number > 0) = (published_at IS NOT NULL)", name="what_is_published_has_a_number"),
        CheckConstraint("firms BETWEEN 1 AND 10000 AND cap_hours BETWEEN 1 AND 10000", name="the_cap_is_a_number"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    number: Mapped[int] = mapped_column(SmallInteger, default=0)
    published_at: Mapped[datetime | None]
    locked_at: Mapped[datetime | None]
    firms: Mapped[int] = mapped_column(SmallInteger)
    cap_hours: Mapped[int] = mapped_column(SmallInteger)
    over_cap: Mapped[str] = mapped_column(String(500), default="")
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts_person.id"), index=True)
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class Section(Base):
    """A page of the questionnaire: answered, and saved, by itself."""

    __tablename__ = "inputs_section"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "id", name="uq_inputs_section_dialogue"),
        Index("ix_inputs_section_order", "dialogue_id", "position", "id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    title: Mapped[Localized] = mapped_column(LocalizedText)


class Question(Base):
    """`published_at` None: only the hosts see it. `withdrawn_at`: no longer asked; what was answered stays.

    `choices`: [{lang: words}]; answers refer to them by number from 0. Of a scale the first and the last name its ends.
    """

    __tablename__ = "inputs_question"
    __table_args__ = (
        UniqueConstraint("dialogue_id", "id", name="uq_inputs_question_dialogue"),
        CheckConstraint("minutes BETWEEN 1 AND 480", name="it_takes_some_minutes"),
        CheckConstraint("withdrawn_at IS NULL OR published_at IS NOT NULL", name="what_is_withdrawn_was_asked"),
        CheckConstraint(
            "jsonb_array_length(choices) >= 2 OR kind NOT IN ('choice', 'choices')", name="there_is_a_choice"
        ),
        Index("ix_inputs_question_order", "dialogue_id", "section_id", "position", "id"),
        Index("ix_inputs_question_section_id", "section_id"),
    )

    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogues_dialogue.id"))
    section_id: Mapped[int] = mapped_column(ForeignKey("inputs_section.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[QuestionKind]
    words: Mapped[Localized] = mapped_column(LocalizedText)
    hint: Mapped[Localized] = mapped_column(LocalizedText)
    choices: Mapped[list[dict[str, str]]] = mapped_column(JSONB, default=list)
    unit: Mapped[str] = mapped_column(String(40), default="")
    minutes: Mapped[int] = mapped_column(SmallInteger)
    required: Mapped[bool] = mapped_column(default=False)
    need_id: Mapped[int | None] = mapped_column(ForeignKey("dialogues_need.id"), index=True)
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    why_withdrawn: Mapped[str] = mapped_column(Text, default="")
