"""For moderators: what has been answered in public, and paraphrases, as everybody reads them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.inputs.models import Published, Question
from app.blueprints.parity.queries.moderated import Written, own_first
from app.core.db import db


def published(ids: Sequence[int]) -> list[Written]:
    query = (
        select(Published, Question.words.label("asked"))
        .join(Question, Question.id == Published.question_id)
        .where(Published.id.in_(ids))
    )
    return [
        Written(
            id=row.id, dialogue_id=row.dialogue_id, lang=row.lang, published_at=row.published_at,
            hidden_at=row.hidden_at, organisation_id=row.organisation_id, subject_id=row.paraphrase_id,
            title=asked.in_(row.lang), texts=own_first(row.words, row.lang),
            path=f"/dialogues/{row.dialogue_id}/input/answers?question={row.question_id}#p-{row.id}",
        )
        for row, asked in db.session.execute(query)
    ]  # fmt: skip


def lead(dialogue_id: int) -> int:
    return db.session.scalars(select(Dialogue.organisation_id).where(Dialogue.id == dialogue_id)).one()


def hide(published_id: int, at: datetime | None) -> bool:
    """Out of sight since `at`, or shown again (None); False when it stood so already."""
    stands = Published.hidden_at.is_(None) if at else Published.hidden_at.is_not(None)
    done = update(Published).where(Published.id == published_id, stands).values(hidden_at=at)
    return db.session.scalar(done.returning(Published.id)) is not None
