"""What everybody reads: a fixed number of statements, whatever stands behind it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, BindParameter, Row, any_, bindparam, delete, func, select

from app.blueprints.outcome.models import SummaryEntry, SummaryText, ThemeEntry, ThemeText
from app.core.db import db, read

_IDS: BindParameter[Sequence[int]] = bindparam("ids", type_=ARRAY(BigInteger))
_THEMES = (
    select(
        ThemeEntry.id,
        ThemeEntry.need_id,
        ThemeEntry.lang,
        ThemeEntry.outcome,
        ThemeEntry.came_from,
        ThemeEntry.published_at,
        ThemeEntry.changed_at,
        ThemeEntry.hidden_at,
        ThemeEntry.hidden_reason,
    )
    .where(ThemeEntry.dialogue_id == bindparam("dialogue"))
    .order_by(ThemeEntry.position, ThemeEntry.id)
)
_WORDS = select(
    ThemeText.entry_id, ThemeText.lang, ThemeText.title, ThemeText.said, ThemeText.did, ThemeText.shows
).where(ThemeText.entry_id == any_(_IDS))
SUMMARY_HEAD = (
    SummaryEntry.id, SummaryEntry.number, SummaryEntry.published_at, SummaryEntry.hidden_at, SummaryEntry.hidden_reason,
)  # fmt: skip
_NEWEST = (
    select(*SUMMARY_HEAD)
    .where(SummaryEntry.dialogue_id == bindparam("dialogue"))
    .order_by(SummaryEntry.number.desc())
    .limit(1)
    .subquery()
)
_SUMMARY = select(*_NEWEST.c, SummaryText.lang, SummaryText.html).join(
    SummaryText, SummaryText.entry_id == _NEWEST.c.id
)


def published_themes(dialogue_id: int) -> tuple[Sequence[Row[Any]], dict[int, dict[str, Row[Any]]]]:
    """The themes in order, and their words by theme and language."""
    rows = read(_THEMES, {"dialogue": dialogue_id}).all()
    words: dict[int, dict[str, Row[Any]]] = {}
    for row in read(_WORDS, {"ids": [row.id for row in rows]}).all() if rows else ():
        words.setdefault(row.entry_id, {})[row.lang] = row
    return rows, words


def summary_shown(dialogue_id: int) -> dict[str, Row[Any]]:
    """The newest published summary by language (number, published_at, html); empty when there is none."""
    return {row.lang: row for row in read(_SUMMARY, {"dialogue": dialogue_id}).all()}


def entries_by_theme(theme_ids: Sequence[int]) -> dict[int, ThemeEntry]:
    query = select(ThemeEntry).where(ThemeEntry.theme_id.in_(theme_ids))
    return {entry.theme_id: entry for entry in db.session.scalars(query)}


def put_words(entry_ids: Sequence[int], texts: Sequence[ThemeText]) -> None:
    """The published words in place of those that were."""
    db.session.execute(delete(ThemeText).where(ThemeText.entry_id.in_(entry_ids)))
    db.session.add_all(texts)
    db.session.flush()


def next_number(dialogue_id: int) -> int:
    query = select(func.coalesce(func.max(SummaryEntry.number), 0) + 1).where(SummaryEntry.dialogue_id == dialogue_id)
    return db.session.scalar(query) or 1
