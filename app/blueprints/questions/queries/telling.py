"""Whom to tell. `askers` answers the worker alone: the site's own role may not call the function behind it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Row, cast, column, func, select

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.questions.models import Question
from app.blueprints.questions.terms.questions import QuestionState
from app.core.db import db


def askers(question_ids: Sequence[int]) -> Sequence[Row[Any]]:
    """question_id, organisation_id, person_id of those that are not forgotten."""
    found = func.questions_askers(cast(list(question_ids), ARRAY(BigInteger))).table_valued(
        column("question_id", BigInteger), column("organisation_id", BigInteger), column("person_id", BigInteger)
    )
    return db.session.execute(select(found.c.question_id, found.c.organisation_id, found.c.person_id)).all()


def title_of(dialogue_id: int) -> str:
    return db.session.scalar(select(Dialogue.title).where(Dialogue.id == dialogue_id)) or ""


def hosts_of(dialogue_id: int) -> Sequence[int]:
    return db.session.scalar(select(Dialogue.host_ids).where(Dialogue.id == dialogue_id)) or []


def others_wait(dialogue_id: int, question_id: int) -> bool:
    """Whether the hosts have had a question to look at already. The transaction works for a host."""
    query = select(Question.id).where(
        Question.dialogue_id == dialogue_id, Question.state == QuestionState.ASKED, Question.id != question_id
    )
    return db.session.scalar(query.limit(1)) is not None
