"""For moderators: themes and summaries, as everybody reads them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.outcome.models import SummaryEntry, SummaryText, ThemeEntry, ThemeText
from app.blueprints.parity.queries.moderated import Written, own_first
from app.core.db import db


def themes(ids: Sequence[int]) -> list[Written]:
    texts = _by_entry(ThemeText, ids)
    return [
        Written(
            id=row.id, dialogue_id=row.dialogue_id, lang=row.lang, published_at=row.published_at,
            hidden_at=row.hidden_at, title=texts[row.id][row.lang].title,
            texts=own_first({code: _whole(text) for code, text in texts[row.id].items()}, row.lang),
            path=f"/dialogues/{row.dialogue_id}/outcome#theme-{row.id}",
        )
        for row in db.session.scalars(select(ThemeEntry).where(ThemeEntry.id.in_(ids)))
    ]  # fmt: skip


def _whole(text: Any) -> str:
    return "\n".join(part for part in (text.title, text.said, text.did, text.shows) if part)


def summaries(ids: Sequence[int]) -> list[Written]:
    texts = _by_entry(SummaryText, ids)
    query = select(SummaryEntry, Dialogue.lang, Dialogue.title).join(Dialogue, Dialogue.id == SummaryEntry.dialogue_id)
    return [
        Written(
            id=row.id, dialogue_id=row.dialogue_id, lang=lang, published_at=row.published_at,
            hidden_at=row.hidden_at, title=title,
            texts=own_first({code: text.body for code, text in texts[row.id].items()}, lang),
            path=f"/dialogues/{row.dialogue_id}/outcome",
        )
        for row, lang, title in db.session.execute(query.where(SummaryEntry.id.in_(ids)))
    ]  # fmt: skip


def _by_entry(model: Any, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    texts: dict[int, dict[str, Any]] = {}
    for text in db.session.scalars(select(model).where(model.entry_id.in_(ids))):
        texts.setdefault(text.entry_id, {})[text.lang] = text
    return texts


def hide(model: Any, entry_id: int, reason: str, at: datetime | None) -> bool:
    """Out of sight since `at`, or shown again (None); False when it stood so already."""
    stands = model.hidden_at.is_(None) if at else model.hidden_at.is_not(None)
    done = update(model).where(model.id == entry_id, stands).values(hidden_at=at, hidden_reason=reason)
    return db.session.scalar(done.returning(model.id)) is not None
