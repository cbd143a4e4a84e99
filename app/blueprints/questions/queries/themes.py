"""What was asked, as contributions to the themes of a dialogue, for its hosts. Who asked is never told here."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, func, literal, null, select

from app.blueprints.questions.models import Question
from app.blueprints.questions.terms.questions import QuestionState
from app.core.db import db

EXCERPT = 300  # characters
MOST = 50
COUNTS = (
    QuestionState.ASKED, QuestionState.PROPOSED, QuestionState.ACCEPTED, QuestionState.MERGED, QuestionState.PUBLISHED,
)  # fmt: skip


def standing(dialogue_id: int) -> Select[Any]:
    """The numbers of all that was asked and neither returned nor withdrawn, as a statement to ask further with."""
    return select(Question.id).where(Question.dialogue_id == dialogue_id, Question.state.in_(COUNTS))


def contributions(dialogue_id: int, after: int | None = None) -> Sequence[Row[Any]]:
    """Questions in the words that stand to be answered, the oldest first, 50 from behind number `after`.

    kind, id, title, excerpt, lang, organisation_id (always None), at. Row-level security shows others nothing.
    """
    said = func.coalesce(func.nullif(Question.said, ""), Question.body)
    query = (
        standing(dialogue_id)
        .add_columns(
            literal("question").label("kind"),
            literal("").label("title"),
            func.left(said, EXCERPT).label("excerpt"),
            Question.lang,
            null().label("organisation_id"),
            Question.asked_at.label("at"),
        )
        .where(Question.id > (after or 0))
        .order_by(Question.id)
        .limit(MOST)
    )
    return db.session.execute(query).all()


def contributors(ids: Sequence[int]) -> list[int]:
    """Nobody: which firm asked is told to no host. Those who asked are told by `services.telling.tell_askers`."""
    return []
