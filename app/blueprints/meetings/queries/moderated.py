"""For moderators: what was told in meetings, as everybody reads it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from app.blueprints.meetings.models import Entry, EntryText
from app.blueprints.parity.queries.moderated import Written, own_first
from app.core.db import db


def entries(ids: Sequence[int]) -> list[Written]:
    rows = list(db.session.scalars(select(Entry).where(Entry.id.in_(ids))))
    texts: dict[int, dict[str, EntryText]] = {}
    for text in db.session.scalars(select(EntryText).where(EntryText.entry_id.in_(ids))):
        texts.setdefault(text.entry_id, {})[text.lang] = text
    return [
        Written(
            id=row.id, dialogue_id=row.dialogue_id, lang=row.lang, published_at=row.published_at,
            hidden_at=row.hidden_at, subject_id=row.note_id, title=texts[row.id][row.lang].title,
            texts=own_first({code: f"{text.title}\n{text.told}" for code, text in texts[row.id].items()}, row.lang),
            path=f"/dialogues/{row.dialogue_id}/meetings#meeting-{row.id}",
        )
        for row in rows
    ]  # fmt: skip


def hide(entry_id: int, reason: str, at: datetime | None) -> bool:
    """Out of sight since `at`, or shown again (None); False when it stood so already."""
    stands = Entry.hidden_at.is_(None) if at else Entry.hidden_at.is_not(None)
    done = update(Entry).where(Entry.id == entry_id, stands).values(hidden_at=at, hidden_reason=reason)
    return db.session.scalar(done.returning(Entry.id)) is not None
