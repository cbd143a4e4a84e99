"""Answers: a firm's own as it writes them, and what it has handed in. Row-level security says to whom."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.inputs.models import Answer, Input, Paraphrase, Published, Question, Working
from app.blueprints.inputs.terms.answers import OPEN, InputState
from app.core.db import db
from app.core.pages import Page, cut

# A row stays when an answer is taken away, for what was said of it; then it says nothing.
SAYS_SOMETHING = or_(
    Answer.body != "", Answer.number.is_not(None), func.cardinality(Answer.chosen) > 0, Answer.file_id.is_not(None)
)


def find_input(dialogue_id: int, organisation_id: int) -> Input | None:
    query = select(Input).where(Input.dialogue_id == dialogue_id, Input.organisation_id == organisation_id)
    return db.session.scalars(query).one_or_none()


def inputs_of_firms(dialogue_id: int, organisation_ids: Sequence[int]) -> dict[int, Input]:
    query = select(Input).where(Input.dialogue_id == dialogue_id, Input.organisation_id.in_(organisation_ids))
    return {found.organisation_id: found for found in db.session.scalars(query)}


def begin(values: dict[str, Any]) -> Input:
    """The firm's input in a dialogue; the one that a colleague began in the same moment, if she did."""
    db.session.execute(insert(Input).values(**values).on_conflict_do_nothing())
    return db.session.scalars(
        select(Input).where(
            Input.dialogue_id == values["dialogue_id"], Input.organisation_id == values["organisation_id"]
        )
    ).one()


def lock_input(input_id: int) -> Input:
    query = select(Input).where(Input.id == input_id).with_for_update()
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def workings_of(input_id: int) -> Sequence[Working]:
    return db.session.scalars(select(Working).where(Working.input_id == input_id)).all()


def working_of(input_id: int, section_id: int) -> Working | None:
    query = select(Working).where(Working.input_id == input_id, Working.section_id == section_id)
    return db.session.scalars(query).one_or_none()


def add_working(values: dict[str, Any]) -> bool:
    """False when a colleague began the same section in the same moment."""
    query = insert(Working).values(**values).on_conflict_do_nothing().returning(Working.id)
    return db.session.execute(query).first() is not None


def answers_of(input_id: int) -> Sequence[Answer]:
    return db.session.scalars(select(Answer).where(Answer.input_id == input_id)).all()


def get_answer(answer_id: int) -> Row[Any]:
    """One answer that was handed in, with its question's words and its firm."""
    return db.session.execute(_answers().where(Answer.id == answer_id)).one()


def _answers() -> Any:
    return (
        select(
            Answer.id, Answer.dialogue_id, Answer.organisation_id, Answer.input_id, Answer.question_id, Answer.lang,
            Answer.lane, Answer.body, Answer.passages, Answer.reason, Answer.number, Answer.chosen, Answer.file_id,
            Answer.changed_at, Organisation.name.label("organisation"), Question.kind, Question.words,
            Question.choices, Question.unit,
        )
        .join(Organisation, Organisation.id == Answer.organisation_id)
        .join(Question, Question.id == Answer.question_id)
    )  # fmt: skip


def shown_answers(input_id: int) -> Sequence[Row[Any]]:
    """Of one firm, as it handed them in."""
    return db.session.execute(_answers().where(Answer.input_id == input_id, SAYS_SOMETHING)).all()


def answers_to(dialogue_id: int, question_id: int, after: int | None = None) -> Page:
    """What firms have answered to one question, in the order in which they first handed it in."""
    query = (
        _answers()
        .where(Answer.dialogue_id == dialogue_id, Answer.question_id == question_id, SAYS_SOMETHING)
        .order_by(Answer.id)
        .limit(21)
    )
    if after is not None:
        query = query.where(Answer.id > after)
    return cut(list(db.session.execute(query)), lambda row: row.id)


def handed_in(dialogue_id: int, after: int | None = None) -> Page:
    """The firms that have handed in, for the hosts; and how many of their answers are confidential in part."""
    query = (
        select(
            Input.id, Input.organisation_id, Input.lang, Input.times, Input.questionnaire, Input.handed_in_at,
            Organisation.name.label("organisation"),
            select(func.count()).where(Answer.input_id == Input.id, SAYS_SOMETHING).scalar_subquery().label("answers"),
        )
        .join(Organisation, Organisation.id == Input.organisation_id)
        .where(Input.dialogue_id == dialogue_id, Input.state == InputState.HANDED_IN)
        .order_by(Input.id)
        .limit(21)
    )  # fmt: skip
    if after is not None:
        query = query.where(Input.id > after)
    return cut(list(db.session.execute(query)), lambda row: row.id)


def get_handed_in(input_id: int) -> Row[Any]:
    query = (
        select(
            Input.id, Input.dialogue_id, Input.organisation_id, Input.lang, Input.times, Input.questionnaire,
            Input.handed_in_at, Input.sha256, Organisation.name.label("organisation"), Person.name.label("by"),
        )
        .join(Organisation, Organisation.id == Input.organisation_id)
        .outerjoin(Person, (Person.id == Input.handed_in_by) & Person.closed_at.is_(None))
        .where(Input.id == input_id, Input.state == InputState.HANDED_IN)
    )  # fmt: skip
    return db.session.execute(query).one()


def count_handed_in(dialogue_id: int) -> int:
    """How many have handed in: for the hosts, and for nobody else above the deadline's own count."""
    query = select(func.count()).where(Input.dialogue_id == dialogue_id, Input.state == InputState.HANDED_IN)
    return db.session.execute(query).scalar_one()


def firms_that_answered(dialogue_id: int) -> Sequence[int]:
    """Whoever has handed in: those who are told of a new question."""
    query = select(Input.organisation_id).where(Input.dialogue_id == dialogue_id, Input.state == InputState.HANDED_IN)
    return db.session.scalars(query.order_by(Input.id)).all()


def take_from_public(answer_ids: Sequence[int]) -> None:
    db.session.execute(delete(Published).where(Published.answer_id.in_(answer_ids)))


def put_before_public(rows: Sequence[dict[str, Any]]) -> None:
    """Public answers as they stand now; a row that is there already gets the new words and stays where it is."""
    if not rows:
        return
    query = insert(Published).values(list(rows))
    query = query.on_conflict_do_update(
        index_elements=["answer_id"], set_={"words": query.excluded.words, "lang": query.excluded.lang}
    )
    db.session.execute(query)


def outdate_paraphrases(answer_ids: Sequence[int]) -> Sequence[Paraphrase]:
    """Those of changed answers that are not published yet."""
    query = select(Paraphrase).where(Paraphrase.answer_id.in_(answer_ids), Paraphrase.state.in_(OPEN))
    return db.session.scalars(query).all()
