"""Themes and the summary, as the hosts work on them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.exc import StaleDataError

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.outcome.models import Source, Summary, Theme
from app.core.db import db


def themes_of(dialogue_id: int) -> Sequence[Theme]:
    """All themes of the dialogue with their words, in order."""
    query = (
        select(Theme)
        .where(Theme.dialogue_id == dialogue_id)
        .order_by(Theme.position, Theme.id)
        .options(selectinload(Theme.wordings))
    )
    return db.session.scalars(query).all()


def get_theme(theme_id: int) -> Theme:
    """One theme with its words, to be changed."""
    query = select(Theme).where(Theme.id == theme_id).options(selectinload(Theme.wordings))
    return db.session.scalars(query).one()


def numbers_of(dialogue_id: int) -> dict[int | None, Row[Any]]:
    """How many contributions each theme has, and how many of those who made them have been told; None: set aside."""
    query = (
        select(Source.theme_id, func.count().label("all"), func.count(Source.told_at).label("told"))
        .where(Source.dialogue_id == dialogue_id)
        .group_by(Source.theme_id)
    )
    return {row.theme_id: row for row in db.session.execute(query)}


def count_unpublished(dialogue_id: int) -> int:
    """Themes that everybody cannot read as they stand."""
    query = select(func.count()).where(
        Theme.dialogue_id == dialogue_id, Theme.published_version.is_distinct_from(Theme.version)
    )
    return db.session.scalar(query) or 0


def get_summary(dialogue_id: int) -> Summary | None:
    return db.session.scalar(select(Summary).where(Summary.dialogue_id == dialogue_id))


def flush() -> bool:
    """Write; False when somebody else wrote the same row since it was read."""
    try:
        db.session.flush()
    except StaleDataError:
        return False
    return True


def languages_of(dialogue_id: int) -> list[str]:
    """In which languages everything is published on behalf of the dialogue."""
    return db.session.scalar(select(Dialogue.languages).where(Dialogue.id == dialogue_id)) or []


def title_of(dialogue_id: int) -> Row[Any]:
    """title and lang of the dialogue."""
    return db.session.execute(select(Dialogue.title, Dialogue.lang).where(Dialogue.id == dialogue_id)).one()
