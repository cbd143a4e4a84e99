"""Batches: what lies in one, and the few statements by which all of it becomes public at one instant."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Integer, Row, bindparam, delete, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.questions.models import Answer, Batch, Entry, Question, Wording
from app.blueprints.questions.queries.answering import words_of
from app.blueprints.questions.terms.answers import Prepared
from app.blueprints.questions.terms.questions import AnswerState, BatchState, QuestionState
from app.core.db import db


def hold_dialogue(dialogue_id: int) -> Row[Any]:
    """The dialogue as it is now: it neither closes nor changes its languages until this transaction ends."""
    query = (
        select(
            Dialogue.id, Dialogue.organisation_id, Dialogue.host_ids, Dialogue.state, Dialogue.lang,
            Dialogue.languages, Dialogue.opens_on, Dialogue.closes_on, Dialogue.space_id, Dialogue.version,
        )
        .where(Dialogue.id == dialogue_id)
        .with_for_update(key_share=True)
    )  # fmt: skip
    return db.session.execute(query).one()


def being_prepared(dialogue_id: int) -> Batch | None:
    query = select(Batch).where(Batch.dialogue_id == dialogue_id, Batch.state == BatchState.PREPARING)
    return db.session.scalars(query).one_or_none()


def find_batch(dialogue_id: int, batch_id: int) -> Batch | None:
    query = select(Batch).where(Batch.dialogue_id == dialogue_id, Batch.id == batch_id)
    return db.session.scalars(query).one_or_none()


def hold_batch(dialogue_id: int, batch_id: int) -> Batch:
    """The batch as it is now; whoever else would publish it waits, and then finds it published."""
    query = select(Batch).where(Batch.dialogue_id == dialogue_id, Batch.id == batch_id).with_for_update(key_share=True)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def open_batch(dialogue_id: int, person_id: int | None, at: datetime) -> int | None:
    """A new batch, with the next number; None when somebody else is preparing one."""
    number = select(func.coalesce(func.max(Batch.number), 0) + 1).where(Batch.dialogue_id == dialogue_id)
    values = {
        "dialogue_id": dialogue_id, "number": number.scalar_subquery(), "state": BatchState.PREPARING,
        "prepared_by": person_id, "deadline": "not_asked", "version": 1, "created_at": at,
    }  # fmt: skip
    return db.session.scalar(insert(Batch).values(values).on_conflict_do_nothing().returning(Batch.id))


def put_in(dialogue_id: int, batch_id: int, answer_ids: Sequence[int] | None = None) -> int:
    """Approved answers that lie in no batch, all or these; gives how many came in."""
    statement = update(Answer).where(
        Answer.dialogue_id == dialogue_id, Answer.state == AnswerState.APPROVED, Answer.batch_id.is_(None)
    )
    if answer_ids is not None:
        statement = statement.where(Answer.id.in_(answer_ids))
    return _written(statement.values(batch_id=batch_id))


def take_out(batch_id: int, answer_ids: Iterable[int]) -> int:
    """Out of the batch, to wait for another; gives how many."""
    statement = update(Answer).where(Answer.batch_id == batch_id, Answer.id.in_(list(answer_ids)))
    return _written(statement.values(batch_id=None))


def _written(statement: Any) -> int:
    result: Any = db.session.execute(statement.execution_options(synchronize_session=False))
    return int(result.rowcount)


_ORIGINAL = aliased(Entry)


def contents(batch_id: int, *, hold: bool = False) -> list[tuple[Prepared, Row[Any]]]:
    """What lies in the batch, with the row of each answer and its question; with `hold`, not to change any more."""
    query = (
        select(
            Answer.id, Answer.state, Answer.why, Answer.number, Answer.replaces_id, Question.id.label("question_id"),
            Question.state.label("question_state"), Question.lang, Question.said, Question.pseudonym, Question.need_id,
            Question.follows, Question.late, _ORIGINAL.number.label("published_before"),
        )
        .outerjoin(Question, Question.id == Answer.question_id)
        .outerjoin(_ORIGINAL, _ORIGINAL.answer_id == Answer.replaces_id)
        .where(Answer.batch_id == batch_id)
        .order_by(Answer.id)
    )  # fmt: skip
    if hold:
        # The questions too, each in the order of its number, so that a withdrawal comes before or after, never between.
        held = select(Answer.question_id).where(Answer.batch_id == batch_id)
        db.session.execute(
            select(Question.id).where(Question.id.in_(held)).order_by(Question.id).with_for_update(key_share=True)
        ).all()
        query = query.with_for_update(of=Answer, key_share=True)
    rows = list(db.session.execute(query))
    words = words_of([row.id for row in rows]) if rows else {}
    return [(_prepared(row, words.get(row.id, {})), row) for row in rows]


def _prepared(row: Row[Any], words: Mapping[str, Any]) -> Prepared:
    return Prepared(
        answer_id=row.id,
        state=row.state,
        words=words,
        question_id=row.question_id,
        question_state=row.question_state,
        asked_in=row.lang,
        said=row.said or "",
        published_before=row.published_before,
    )


def merged_into(question_ids: Sequence[int]) -> dict[int, list[int]]:
    """The pseudonyms of those whose questions go with these, without the one that asks itself."""
    other, main = aliased(Question), aliased(Question)
    query = (
        select(other.merged_into_id, other.pseudonym)
        .join(main, main.id == other.merged_into_id)
        .where(
            other.merged_into_id.in_(question_ids),
            other.state == QuestionState.MERGED,
            other.pseudonym != main.pseudonym,
        )
        .distinct()
        .order_by(other.merged_into_id, other.pseudonym)
    )
    found: dict[int, list[int]] = {}
    for into, pseudonym in db.session.execute(query):
        found.setdefault(into, []).append(pseudonym)
    return found


def highest_number(dialogue_id: int) -> int:
    """The last number given out; the dialogue is held."""
    return db.session.scalar(select(func.max(Entry.number)).where(Entry.dialogue_id == dialogue_id)) or 0


def lay_aside(answer_ids: Sequence[int]) -> None:
    """Versions whose place others take: kept, and no longer the current ones."""
    if answer_ids:
        _written(update(Entry).where(Entry.answer_id.in_(answer_ids)).values(current=False))


def make_entries(rows: Sequence[dict[str, Any]]) -> dict[int, int]:
    """The public rows, all in one statement; gives the entry of each answer."""
    made = db.session.execute(insert(Entry).values(list(rows)).returning(Entry.answer_id, Entry.id))
    return {row.answer_id: row.id for row in made}


_NUMBERED = (
    select(
        func.unnest(bindparam("ids", type_=ARRAY(BigInteger))).label("id"),
        func.unnest(bindparam("numbers", type_=ARRAY(Integer))).label("number"),
    )
).subquery("given")


def number_questions(numbers: Mapping[int, int], at: datetime) -> None:
    """The questions are published under these numbers; what was merged into one has the same."""
    if not numbers:
        return
    given = {"ids": list(numbers), "numbers": list(numbers.values())}
    goes_with = (Question.merged_into_id == _NUMBERED.c.id) & (Question.state == QuestionState.MERGED)
    statement = (
        update(Question)
        .where(or_(Question.id == _NUMBERED.c.id, goes_with), Question.number.is_(None))
        .values(
            number=_NUMBERED.c.number,
            state=text("CASE WHEN questions_question.state = 'merged' THEN 'merged' ELSE 'published' END"),
            changed_at=at,
            version=Question.version + 1,
        )
    )
    db.session.execute(statement.execution_options(synchronize_session=False), given)


def publish_answers(batch_id: int) -> None:
    statement = update(Answer).where(Answer.batch_id == batch_id)
    _written(statement.values(state=AnswerState.PUBLISHED, version=Answer.version + 1))


def drop_answer(answer_id: int) -> None:
    """An answer that was never published; its words go with it."""
    _written(delete(Wording).where(Wording.answer_id == answer_id))
    _written(delete(Answer).where(Answer.id == answer_id))


def last_batches(dialogue_id: int) -> Sequence[Row[Any]]:
    """The ten batches that went out last: number, when, and how many answers."""
    many = select(func.count()).where(Entry.batch_id == Batch.id).select_from(Entry).scalar_subquery()
    query = (
        select(Batch.id, Batch.number, Batch.published_at, Batch.published_by, Batch.deadline, many.label("answers"))
        .where(Batch.dialogue_id == dialogue_id, Batch.state == BatchState.PUBLISHED)
        .order_by(Batch.number.desc())
        .limit(10)
    )
    return db.session.execute(query).all()
