"""A firm's own questions. Row-level security shows it its own rows and nobody else's; these say so besides."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm.exc import StaleDataError

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.dialogues.models import Dialogue, Need
from app.blueprints.questions.models import Asker, Entry, Look, Question
from app.blueprints.questions.terms.questions import OwnQuestion, QuestionState
from app.core.db import db
from app.core.pages import LENGTH, Page, cut


def own_question(question_id: int) -> OwnQuestion:
    """The question with its firm, to be changed; NoResultFound for whoever is not of that firm."""
    query = (
        select(Question, Asker.organisation_id, Asker.person_id)
        .join(Asker, Asker.question_id == Question.id)
        .where(Question.id == question_id)
    )
    return OwnQuestion(*db.session.execute(query).one())


def lock_dialogue_times(dialogue_id: int) -> Row[Any]:
    """State and days of a dialogue as they are now; it is neither announced nor closed until this transaction ends."""
    query = select(
        Dialogue.id, Dialogue.state, Dialogue.opens_on, Dialogue.closes_on, Dialogue.questions_until, Dialogue.open_to
    ).where(Dialogue.id == dialogue_id)
    return db.session.execute(query.with_for_update(read=True)).one()


def own_questions(dialogue_id: int, organisation_ids: Collection[int], after: int | None = None) -> Page:
    """What these firms have written in the dialogue, the latest first.

    id, organisation_id, firm, lang, body, said, state, late, pseudonym, number, reason, asked_at, changed_at, looks.
    """
    mine = (
        select(Asker.question_id, Asker.organisation_id)
        .where(Asker.dialogue_id == dialogue_id, Asker.organisation_id.in_(organisation_ids))
        .order_by(Asker.question_id.desc())
        .limit(LENGTH + 1)
    )
    if after is not None:
        mine = mine.where(Asker.question_id < after)
    own = mine.subquery()  # cut to one page before anything is looked up
    looks = select(func.count()).select_from(Look).where(Look.question_id == Question.id).scalar_subquery()
    query = (
        select(
            Question.id, own.c.organisation_id, Organisation.name.label("firm"), Question.lang, Question.body,
            Question.said, Question.state, Question.late, Question.pseudonym, Question.number, Question.reason,
            Question.asked_at, Question.changed_at, looks.label("looks"),
        )
        .join(own, own.c.question_id == Question.id)
        .join(Organisation, Organisation.id == own.c.organisation_id)
        .order_by(Question.id.desc())
    )  # fmt: skip
    return cut(list(db.session.execute(query)), lambda row: row.id)


def looks_at(question_id: int) -> Sequence[Row[Any]]:
    """Who at the buyer's has looked up which firm asked: name, reason, created_at."""
    query = (
        select(Person.name, Look.reason, Look.created_at)
        .join(Person, Person.id == Look.person_id)
        .where(Look.question_id == question_id)
        .order_by(Look.id)
    )
    return db.session.execute(query).all()


def begin(dialogue_id: int, organisation_id: int, lang: str, at: datetime) -> int:
    """An empty draft and its asker, in one. The database refuses it for a firm that is not the actor's."""
    return int(db.session.scalar(select(func.questions_begin(dialogue_id, organisation_id, lang, at))) or 0)


def drafts_begun(dialogue_id: int, organisation_id: int) -> tuple[int | None, int]:
    """A draft of the firm in which nothing is written yet, if there is one; and how many drafts it has."""
    query = (
        select(Question.id, Question.body)
        .join(Asker, Asker.question_id == Question.id)
        .where(
            Question.dialogue_id == dialogue_id, Question.state == QuestionState.DRAFT,
            Asker.organisation_id == organisation_id,
        )
        .order_by(Question.id)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    return next((row.id for row in rows if not row.body), None), len(rows)


def needs_to_choose(dialogue_id: int) -> Sequence[Row[Any]]:
    """id, title, lang and hidden_at of the dialogue's needs, in their order."""
    query = select(Need.id, Need.title, Need.lang, Need.hidden_at).where(Need.dialogue_id == dialogue_id)
    return db.session.execute(query.order_by(Need.position, Need.id)).all()


def need_ids(dialogue_id: int) -> Collection[int]:
    return set(db.session.scalars(select(Need.id).where(Need.dialogue_id == dialogue_id)))


def is_published(dialogue_id: int, number: int) -> bool:
    query = select(Entry.id).where(Entry.dialogue_id == dialogue_id, Entry.number == number, Entry.current)
    return db.session.scalar(query) is not None


def flush() -> bool:
    """Write what was changed; False when somebody else changed the same row first."""
    try:
        db.session.flush()
    except StaleDataError:
        return False
    return True
