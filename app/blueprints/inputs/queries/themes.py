"""What input gives to the themes of a dialogue, for its hosts: asked by the room that gathers them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from app.blueprints.inputs.models import Answer, Input, Question
from app.blueprints.inputs.queries.answers import SAYS_SOMETHING
from app.blueprints.inputs.rules.passages import without
from app.blueprints.inputs.terms.answers import InputState, Passage
from app.core.db import db

EXCERPT = 300  # characters
MOST = 50


@dataclass(frozen=True, slots=True)
class Contribution:
    """An answer to a question: `title` is the question, `excerpt` begins the answer, in `lang`.

    Confidential passages are left out of it: what is gathered into a theme is written to be published.
    """

    kind: str
    id: int
    title: str
    excerpt: str
    lang: str
    organisation_id: int | None
    at: datetime


def contributions(dialogue_id: int, after: int | None = None, *, locale: str = "nb") -> list[Contribution]:
    """Answers in words that firms have handed in, the oldest first, 50 from behind number `after`."""
    query = (
        select(
            Answer.id, Question.words, Answer.body, Answer.passages, Answer.lang,
            Answer.organisation_id, Input.handed_in_at,
        )
        .join(Input, Input.id == Answer.input_id)
        .join(Question, Question.id == Answer.question_id)
        .where(
            Answer.dialogue_id == dialogue_id, Answer.id > (after or 0), Answer.body != "",
            Input.state == InputState.HANDED_IN, SAYS_SOMETHING,
        )
        .order_by(Answer.id)
        .limit(MOST)
    )  # fmt: skip
    return [
        Contribution(
            kind="input",
            id=row.id,
            title=row.words.in_(locale),
            excerpt=without(row.body, [Passage(**each) for each in row.passages])[:EXCERPT],
            lang=row.lang,
            organisation_id=row.organisation_id,
            at=row.handed_in_at,
        )
        for row in db.session.execute(query)
    ]


def contributors(ids: Sequence[int]) -> Sequence[int]:
    """The firms whose answers these are, each once."""
    query = select(Answer.organisation_id).where(Answer.id.in_(ids)).distinct().order_by(Answer.organisation_id)
    return db.session.scalars(query).all()


def standing(dialogue_id: int) -> Select[Any]:
    """The numbers of all these answers, as a statement to ask further with."""
    return (
        select(Answer.id)
        .join(Input, Input.id == Answer.input_id)
        .where(
            Answer.dialogue_id == dialogue_id,
            Answer.body != "",
            Input.state == InputState.HANDED_IN,
            SAYS_SOMETHING,
        )
    )
