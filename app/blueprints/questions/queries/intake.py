"""What the hosts see of what was asked: the words and a number, and never a firm."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from app.blueprints.dialogues.models import Need
from app.blueprints.questions.models import Question
from app.blueprints.questions.terms.questions import QuestionState
from app.core.db import db
from app.core.pages import LENGTH, Page, cut

OPEN = (QuestionState.ASKED, QuestionState.PROPOSED, QuestionState.ACCEPTED)


def get_question(question_id: int) -> Question:
    """To be changed by a host; NoResultFound for a draft and for whoever does not host the dialogue."""
    query = select(Question).where(Question.id == question_id, Question.state != QuestionState.DRAFT)
    return db.session.scalars(query).one()


def asked(
    dialogue_id: int, states: Collection[QuestionState], supplier: int | None = None, after: int | None = None
) -> Page:
    """Questions in these states, the oldest first: id, pseudonym, lang, body, said, state, late, warned, need,

    need_lang, asked_at, declined_at, number.
    """
    query = (
        select(
            Question.id, Question.pseudonym, Question.lang, Question.body, Question.said, Question.state,
            Question.late, Question.warned, Need.title.label("need"), Need.lang.label("need_lang"), Question.asked_at,
            Question.declined_at, Question.number,
        )
        .outerjoin(Need, Need.id == Question.need_id)
        .where(Question.dialogue_id == dialogue_id, Question.state.in_(states))
        .order_by(Question.id)
        .limit(LENGTH + 1)
    )  # fmt: skip
    if supplier is not None:
        query = query.where(Question.pseudonym == supplier)
    if after is not None:
        query = query.where(Question.id > after)
    return cut(list(db.session.execute(query)), lambda row: row.id)


def need_of(need_id: int | None) -> Row[Any] | None:
    """title, lang."""
    return db.session.execute(select(Need.title, Need.lang).where(Need.id == need_id)).first() if need_id else None


def merged_with(question_id: int) -> list[Row[Any]]:
    """Questions that go with this one: id, pseudonym, state."""
    query = select(Question.id, Question.pseudonym, Question.state).where(Question.merged_into_id == question_id)
    return list(db.session.execute(query.order_by(Question.id)))


def is_merged_into(question_id: int) -> bool:
    return db.session.scalar(select(Question.id).where(Question.merged_into_id == question_id).limit(1)) is not None


def find_open(dialogue_id: int, question_id: int) -> Question | None:
    """A question of this dialogue that still waits for its answer, and so can take another along."""
    query = select(Question).where(
        Question.id == question_id, Question.dialogue_id == dialogue_id, Question.state.in_(OPEN)
    )
    return db.session.scalar(query)


def unanswered(dialogue_id: int) -> int:
    """How many questions that came in time still wait. Those too late have no right to an answer."""
    query = select(func.count()).where(
        Question.dialogue_id == dialogue_id, Question.state.in_(OPEN), Question.late.is_(False)
    )
    return int(db.session.scalar(query) or 0)


def waiting_late(dialogue_id: int) -> bool:
    query = select(Question.id).where(Question.dialogue_id == dialogue_id, Question.state.in_(OPEN), Question.late)
    return db.session.scalar(query.limit(1)) is not None


def reveal(question_id: int, reason: str, at: datetime) -> int | None:
    """The firm that asked, and a row that says who looked and why; None when the key has been destroyed."""
    return db.session.scalar(select(func.questions_reveal(question_id, reason, at)))


def forget(dialogue_id: int) -> None:
    """Everything that leads from a number to a firm is gone. The database refuses it before the close."""
    db.session.execute(select(func.questions_forget(dialogue_id)))
