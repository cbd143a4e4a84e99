"""What everybody reads of meetings."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, BindParameter, Row, any_, bindparam, func, select

from app.blueprints.meetings.models import Entry, EntryText
from app.core.db import db, read
from app.core.pages import LENGTH, cut

_IDS: BindParameter[Sequence[int]] = bindparam("ids", type_=ARRAY(BigInteger))
_ENTRIES = (
    select(
        Entry.id,
        Entry.kind,
        Entry.held_at,
        Entry.firms,
        Entry.lang,
        Entry.published_at,
        Entry.hidden_at,
        Entry.hidden_reason,
    )
    .where(Entry.dialogue_id == bindparam("dialogue"))
    .order_by(Entry.held_at.desc(), Entry.id.desc())
    .limit(LENGTH + 1)
)
_LAST = select(Entry.held_at, Entry.id).where(Entry.id == bindparam("after")).subquery()
_AFTER = _ENTRIES.where(
    func.row(Entry.held_at, Entry.id) < select(func.row(_LAST.c.held_at, _LAST.c.id)).scalar_subquery()
)
_TEXTS = select(EntryText.entry_id, EntryText.lang, EntryText.title, EntryText.told).where(
    EntryText.entry_id == any_(_IDS)
)


def entries_of(
    dialogue_id: int, after: int | None = None
) -> tuple[list[Row[Any]], dict[int, dict[str, Row[Any]]], str | None]:
    """A page of what was told in meetings, the latest first; its words by entry and language; the key of the next."""
    statement = _ENTRIES if after is None else _AFTER
    rows = read(statement, {"dialogue": dialogue_id, "after": after}).all()
    page = cut(list(rows), lambda row: row.id)
    texts: dict[int, dict[str, Row[Any]]] = {}
    if page.rows:
        for text in read(_TEXTS, {"ids": [row.id for row in page.rows]}).all():
            texts.setdefault(text.entry_id, {})[text.lang] = text
    return page.rows, texts, page.after


def add_entry(entry: Entry, texts: Sequence[tuple[str, str, str]]) -> None:
    """The row that everybody reads, with its words (language, title, told): in the caller's transaction."""
    db.session.add(entry)
    db.session.flush()
    db.session.add_all(EntryText(entry_id=entry.id, lang=lang, title=title, told=told) for lang, title, told in texts)
    db.session.flush()
