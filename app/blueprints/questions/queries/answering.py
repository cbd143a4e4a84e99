"""Answers on their way: what waits for one, what waits for another pair of eyes. For the hosts alone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from app.blueprints.questions.models import Answer, Question, Wording
from app.blueprints.questions.rules.batches import OPEN
from app.blueprints.questions.terms.answers import Words
from app.blueprints.questions.terms.questions import AnswerState
from app.core.db import db
from app.core.pages import LENGTH, Page, cut

_ASKED = (
    Question.id.label("question_id"), Question.lang, Question.said, Question.pseudonym, Question.late,
    Question.need_id, Question.asked_at,
)  # fmt: skip


def unanswered(dialogue_id: int, after: int | None = None) -> Page:
    """Questions that nobody has begun to answer, in the order in which they came."""
    answered = select(Answer.id).where(Answer.dialogue_id == dialogue_id, Answer.question_id == Question.id).exists()
    query = (
        select(*_ASKED)
        .where(Question.dialogue_id == dialogue_id, Question.state.in_(OPEN), ~answered)
        .order_by(Question.id)
        .limit(LENGTH + 1)
    )
    if after is not None:
        query = query.where(Question.id > after)
    return cut(list(db.session.execute(query)), lambda row: row.question_id)


def in_state(dialogue_id: int, state: AnswerState, after: int | None = None) -> Page:
    """Answers that are written, or approved, oldest first; with their questions, or the heading of what has none."""
    query = (
        _answers().where(Answer.dialogue_id == dialogue_id, Answer.state == state).order_by(Answer.id).limit(LENGTH + 1)
    )
    if after is not None:
        query = query.where(Answer.id > after)
    return cut(list(db.session.execute(query)), lambda row: row.id)


_HEADING = aliased(Wording)


def _answers() -> Select[Any]:
    heading = (
        select(_HEADING.question)
        .where(_HEADING.answer_id == Answer.id, _HEADING.question != "")
        .order_by(_HEADING.id)
        .limit(1)
        .correlate(Answer)
        .scalar_subquery()
    )
    question = and_(Question.dialogue_id == Answer.dialogue_id, Question.id == Answer.question_id)
    return select(
        Answer.id, Answer.state, Answer.writers, Answer.approved_by, Answer.batch_id, Answer.replaces_id,
        Answer.changed_at, heading.label("heading"), *_ASKED,
    ).outerjoin(Question, question)  # fmt: skip


def counts(dialogue_id: int) -> dict[str, int]:
    """How many wait for words ("unanswered"), for approval ("written") and for publication ("approved")."""
    answered = select(Answer.id).where(Answer.dialogue_id == dialogue_id, Answer.question_id == Question.id).exists()
    waiting = (
        select(func.count())
        .select_from(Question)
        .where(Question.dialogue_id == dialogue_id, Question.state.in_(OPEN), ~answered)
        .scalar_subquery()
    )
    states = (AnswerState.WRITTEN, AnswerState.APPROVED)
    of_state = [
        select(func.count())
        .select_from(Answer)
        .where(Answer.dialogue_id == dialogue_id, Answer.state == state)
        .scalar_subquery()
        .label(state.value)
        for state in states
    ]
    row = db.session.execute(select(waiting.label("unanswered"), *of_state)).mappings().one()
    return dict(row)


def find_answer(dialogue_id: int, answer_id: int) -> Answer | None:
    query = select(Answer).where(Answer.dialogue_id == dialogue_id, Answer.id == answer_id)
    return db.session.scalars(query).one_or_none()


def find_question(dialogue_id: int, question_id: int) -> Question | None:
    query = select(Question).where(Question.dialogue_id == dialogue_id, Question.id == question_id)
    return db.session.scalars(query).one_or_none()


def hold_question(question_id: int) -> Question:
    """The question as it is now, not to be withdrawn or answered by anybody else until this transaction ends."""
    query = select(Question).where(Question.id == question_id).with_for_update(key_share=True)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def hold_answer(answer_id: int) -> Answer:
    query = select(Answer).where(Answer.id == answer_id).with_for_update(key_share=True)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def answer_to(question_id: int) -> int | None:
    """The newest answer to a question, whatever its state."""
    query = select(Answer.id).where(Answer.question_id == question_id).order_by(Answer.number.desc()).limit(1)
    return db.session.scalar(query)


def takes_place_of(answer_id: int) -> int | None:
    """The answer that is on its way to take this one's place."""
    return db.session.scalar(select(Answer.id).where(Answer.replaces_id == answer_id))


def words_of(answer_ids: Sequence[int]) -> dict[int, dict[str, Words]]:
    """Question and answer by answer and language."""
    query = select(Wording.answer_id, Wording.lang, Wording.question, Wording.answer).where(
        Wording.answer_id.in_(answer_ids)
    )
    found: dict[int, dict[str, Words]] = {}
    for row in db.session.execute(query):
        found.setdefault(row.answer_id, {})[row.lang] = Words(row.question, row.answer)
    return found


def wordings(answer_id: int) -> dict[str, Wording]:
    return {one.lang: one for one in db.session.scalars(select(Wording).where(Wording.answer_id == answer_id))}
