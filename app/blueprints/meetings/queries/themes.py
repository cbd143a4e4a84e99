"""What firms said in meetings and calls, as contributions to the themes of a dialogue, for its hosts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, case, func, literal, select
from sqlalchemy.orm import aliased

from app.blueprints.meetings.models import Note, Said
from app.core.db import db

EXCERPT = 300  # characters
MOST = 50
_NEWER = aliased(Said)


def standing(dialogue_id: int) -> Select[Any]:
    """The numbers of all passages that stand, as a statement to ask further with.

    The firm's own words stand in place of those that they correct. Passages of drafts count: they were said.
    """
    corrected = (
        select(_NEWER.id)
        .where(_NEWER.dialogue_id == Said.dialogue_id, _NEWER.organisation_id == Said.organisation_id)
        .where(_NEWER.corrects_id == Said.id)
        .exists()
    )
    return select(Said.id).where(Said.dialogue_id == dialogue_id, ~corrected)


def contributions(dialogue_id: int, after: int | None = None) -> Sequence[Row[Any]]:
    """Passages, the oldest first, 50 from behind number `after`. Row-level security shows others nothing.

    kind, id, title (of the note), excerpt, lang, organisation_id, at, confidential. Of what is asked to be kept in
    confidence no word is given: what is gathered into a theme is written to be published.
    """
    query = (
        standing(dialogue_id)
        .add_columns(
            literal("note").label("kind"),
            Note.title,
            case((Said.confidential, ""), else_=func.left(Said.body, EXCERPT)).label("excerpt"),
            Said.lang,
            Said.organisation_id,
            Note.held_at.label("at"),
            Said.confidential,
        )
        .join(Note, (Note.dialogue_id == Said.dialogue_id) & (Note.id == Said.note_id))
        .where(Said.id > (after or 0))
        .order_by(Said.id)
        .limit(MOST)
    )
    return db.session.execute(query).all()


def contributors(ids: Sequence[int]) -> list[int]:
    """Which firms said these."""
    return list(db.session.scalars(select(Said.organisation_id).where(Said.id.in_(ids)).distinct()))
