"""The questionnaire of a dialogue. Row-level security leaves out what is not published, for all but the hosts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from app.blueprints.dialogues.models import Dialogue, Need
from app.blueprints.inputs.models import Question, Questionnaire, Section
from app.core.clock import now
from app.core.db import db, read

_QUESTIONS = (
    select(
        Question.id, Question.section_id, Section.title.label("section"), Question.position, Question.kind,
        Question.words, Question.hint, Question.choices, Question.unit, Question.minutes, Question.required,
        Question.need_id, Question.published_at, Question.withdrawn_at, Question.why_withdrawn, Question.dialogue_id,
    )
    .join(Section, Section.id == Question.section_id)
    .where(Question.dialogue_id == bindparam("dialogue"))
    .order_by(Section.position, Section.id, Question.position, Question.id)
)  # fmt: skip


def find_questionnaire(dialogue_id: int) -> Questionnaire | None:
    return db.session.scalars(select(Questionnaire).where(Questionnaire.dialogue_id == dialogue_id)).one_or_none()


def get_questionnaire(dialogue_id: int) -> Questionnaire:
    return db.session.scalars(select(Questionnaire).where(Questionnaire.dialogue_id == dialogue_id)).one()


def lock_questionnaire(dialogue_id: int) -> Questionnaire:
    """As it is now, and nobody else changes it until this transaction ends."""
    query = select(Questionnaire).where(Questionnaire.dialogue_id == dialogue_id).with_for_update()
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def questions_of(dialogue_id: int) -> Sequence[Row[Any]]:
    """All questions in their order, each with its section's name; those that are withdrawn too."""
    return read(_QUESTIONS, {"dialogue": dialogue_id}).all()


def sections_of(dialogue_id: int) -> Sequence[Section]:
    """Those without a question too: for the hosts, who build."""
    query = select(Section).where(Section.dialogue_id == dialogue_id).order_by(Section.position, Section.id)
    return db.session.scalars(query).all()


def find_section(dialogue_id: int, section_id: int) -> Section | None:
    query = select(Section).where(Section.dialogue_id == dialogue_id, Section.id == section_id)
    return db.session.scalars(query).one_or_none()


def find_question(dialogue_id: int, question_id: int) -> Question | None:
    query = select(Question).where(Question.dialogue_id == dialogue_id, Question.id == question_id)
    return db.session.scalars(query).one_or_none()


def questions_to_change(dialogue_id: int) -> Sequence[Question]:
    """As objects, in the order in which they stand within their sections."""
    query = select(Question).where(Question.dialogue_id == dialogue_id).order_by(Question.position, Question.id)
    return db.session.scalars(query).all()


def lock_as_answered(dialogue_id: int) -> None:
    """Somebody has handed in answers: what is published stays as it is. The version is the authors' and stays."""
    db.session.execute(
        update(Questionnaire)
        .where(Questionnaire.dialogue_id == dialogue_id, Questionnaire.locked_at.is_(None))
        .values(locked_at=now())
    )


def needs_to_choose(dialogue_id: int) -> Sequence[Row[Any]]:
    query = select(Need.id, Need.title).where(Need.dialogue_id == dialogue_id).order_by(Need.position, Need.id)
    return db.session.execute(query).all()


def to_copy_from(organisation_ids: Sequence[int], dialogue_id: int, most: int = 20) -> Sequence[Row[Any]]:
    """Other dialogues of these buyers that have a questionnaire, the newest first: id, lang, title."""
    query = (
        select(Dialogue.id, Dialogue.lang, Dialogue.title)
        .join(Questionnaire, Questionnaire.dialogue_id == Dialogue.id)
        .where(Dialogue.organisation_id.in_(organisation_ids), Dialogue.id != dialogue_id)
        .order_by(Dialogue.id.desc())
        .limit(most)
    )
    return db.session.execute(query).all()


def minutes_of(dialogue_id: int) -> int:
    """What the published questions take one firm, in minutes: for whoever shows a dialogue's effort."""
    query = select(func.coalesce(func.sum(Question.minutes), 0)).where(
        Question.dialogue_id == dialogue_id, Question.published_at.is_not(None), Question.withdrawn_at.is_(None)
    )
    return db.session.execute(query).scalar_one()


def lock_dialogue_times(dialogue_id: int) -> Row[Any]:
    """State and days of a dialogue as they are now; they do not change until this transaction ends."""
    query = (
        select(Dialogue.id, Dialogue.state, Dialogue.opens_on, Dialogue.closes_on, Dialogue.open_to)
        .where(Dialogue.id == dialogue_id)
        .with_for_update(read=True)
    )
    return db.session.execute(query).one()
