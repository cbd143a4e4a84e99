"""Paraphrases: what the buyer would publish, what the firm says to it, and what everybody reads."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.inputs.models import Answer, Paraphrase, Published, Question, Section
from app.blueprints.inputs.terms.answers import ParaphraseState
from app.core.db import db, read
from app.core.pages import Page, cut


def _paraphrases() -> Any:
    return select(
        Paraphrase.id, Paraphrase.dialogue_id, Paraphrase.organisation_id, Paraphrase.answer_id, Paraphrase.question_id,
        Paraphrase.words, Paraphrase.state, Paraphrase.proposed_at, Paraphrase.counter, Paraphrase.said,
        Paraphrase.answered_at, Paraphrase.published_at, Paraphrase.version,
    )  # fmt: skip


def paraphrases_of_answers(answer_ids: Sequence[int]) -> dict[int, Row[Any]]:
    """The latest of each answer, by the answer's number."""
    query = _paraphrases().where(Paraphrase.answer_id.in_(answer_ids)).order_by(Paraphrase.id)
    return {row.answer_id: row for row in db.session.execute(query)}


def paraphrases_for_firm(dialogue_id: int, organisation_id: int) -> Sequence[Row[Any]]:
    """What is or was proposed of this firm's answers, the newest first, with the question's words."""
    query = (
        _paraphrases()
        .add_columns(Question.words.label("question"))
        .join(Question, Question.id == Paraphrase.question_id)
        .where(Paraphrase.dialogue_id == dialogue_id, Paraphrase.organisation_id == organisation_id)
        .order_by(Paraphrase.id.desc())
        .limit(100)
    )
    return db.session.execute(query).all()


def find_paraphrase(paraphrase_id: int) -> Paraphrase:
    """NoResultFound for whom it is not for."""
    return db.session.scalars(select(Paraphrase).where(Paraphrase.id == paraphrase_id)).one()


def lock_paraphrase(paraphrase_id: int) -> Paraphrase:
    query = select(Paraphrase).where(Paraphrase.id == paraphrase_id).with_for_update()
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def get_answered(answer_id: int) -> Answer:
    return db.session.scalars(select(Answer).where(Answer.id == answer_id)).one()


def approved(dialogue_id: int, *, lock: bool = False) -> Sequence[Paraphrase]:
    """Those that the firms have said yes to, and that wait to be published."""
    query = (
        select(Paraphrase)
        .where(Paraphrase.dialogue_id == dialogue_id, Paraphrase.state == ParaphraseState.APPROVED)
        .order_by(Paraphrase.id)
    )
    if lock:
        query = query.with_for_update()
    return db.session.scalars(query).all()


def in_state(dialogue_id: int, *states: ParaphraseState) -> Sequence[Paraphrase]:
    query = select(Paraphrase).where(Paraphrase.dialogue_id == dialogue_id, Paraphrase.state.in_(states))
    return db.session.scalars(query).all()


def count_by_state(dialogue_id: int) -> dict[str, int]:
    query = (
        select(Paraphrase.state, func.count()).where(Paraphrase.dialogue_id == dialogue_id).group_by(Paraphrase.state)
    )
    return {state.value: number for state, number in db.session.execute(query)}


_PUBLISHED = (
    select(
        Published.id, Published.question_id, Published.lang, Published.words, Published.published_at,
        Published.hidden_at, Organisation.name.label("organisation"), Question.words.label("question"),
        Section.title.label("section"),
    )
    .outerjoin(Organisation, Organisation.id == Published.organisation_id)
    .join(Question, Question.id == Published.question_id)
    .join(Section, Section.id == Question.section_id)
    .where(Published.dialogue_id == bindparam("dialogue"), Published.id > bindparam("after"))
    .order_by(Published.id)
    .limit(21)
)  # fmt: skip
_PUBLISHED_TO = _PUBLISHED.where(Published.question_id == bindparam("question"))


def published(dialogue_id: int, question_id: int | None = None, after: int | None = None) -> Page:
    """What everybody reads, in the order in which it came; to one question, or to all."""
    values = {"dialogue": dialogue_id, "after": after or 0}
    if question_id is None:
        rows = read(_PUBLISHED, values).all()
    else:
        rows = read(_PUBLISHED_TO, values | {"question": question_id}).all()
    return cut(list(rows), lambda row: row.id)


_HOW_MANY = (
    select(Published.question_id, func.count().label("number"))
    .where(Published.dialogue_id == bindparam("dialogue"))
    .group_by(Published.question_id)
)


def count_published(dialogue_id: int) -> dict[int, int]:
    """How much everybody reads to each question."""
    return {row.question_id: row.number for row in read(_HOW_MANY, {"dialogue": dialogue_id})}
