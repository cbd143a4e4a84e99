""" "You said, we did": all themes that are ready, published at one instant, in all languages, to everybody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.outcome.models import Theme, ThemeEntry, ThemeText
from app.blueprints.outcome.queries import published as queries
from app.blueprints.outcome.queries import sources
from app.blueprints.outcome.queries import themes as drafts
from app.blueprints.outcome.rules.themes import lacks
from app.blueprints.outcome.services.themes import refuse_closed, tell
from app.blueprints.parity.services import ledger
from app.blueprints.parity.terms import ItemDraft, Kind
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, StaleVersion


def ready(dialogue: Any, themes: Sequence[Theme]) -> list[Theme]:
    """Those with something to publish that lack nothing."""
    return [
        theme
        for theme in themes
        if theme.published_version != theme.version and not lacks(theme.outcome, theme.words(), dialogue.languages)
    ]


def publish_themes(dialogue: Any, *, by: Actor) -> int:
    """Gives how many. Those who contributed are told by the worker after the commit, each once for an outcome."""
    refuse_closed(dialogue)
    refuse_silenced(by)
    themes = ready(dialogue, drafts.themes_of(dialogue.id))
    if not themes:
        raise Conflict("no_theme_is_ready")
    moment = now()
    numbers = [theme.id for theme in themes]
    before = queries.entries_by_theme(numbers)
    became = [theme.id for theme in themes if theme.id in before and before[theme.id].outcome != theme.outcome]
    entries = _entries(themes, before, moment)
    for theme in themes:  # the version that this very change makes
        theme.published_version = theme.version + 1
    if not drafts.flush():
        raise StaleVersion
    _word(dialogue, themes, entries)
    if became:
        sources.tell_anew(became)
    items = [
        ItemDraft(Kind.TEXT, "outcome_theme_entry", entries[theme.id].id, theme.title, theme.lang) for theme in themes
    ]
    ledger.published(dialogue.id, items, at=moment, by=by, path=f"/dialogues/{dialogue.id}/outcome")
    record(
        "outcome.themes_published", subject=("dialogues_dialogue", dialogue.id), by=by,
        organisation_id=dialogue.organisation_id, themes=numbers,
    )  # fmt: skip
    tell(dialogue, numbers, by=by, published=True)
    return len(themes)


def _entries(themes: Sequence[Theme], before: dict[int, ThemeEntry], moment: datetime) -> dict[int, ThemeEntry]:
    """The rows that everybody reads: new ones, and those that were there, changed."""
    counted = sources.came_from([theme.id for theme in themes])
    entries = {}
    for theme in themes:
        entry = before.get(theme.id) or ThemeEntry(
            dialogue_id=theme.dialogue_id, theme_id=theme.id, lang=theme.lang, published_at=moment
        )
        if theme.id in before:
            entry.changed_at = moment
        entry.need_id, entry.position, entry.outcome = theme.need_id, theme.position, theme.outcome  # type: ignore[assignment]
        entry.came_from = counted.get(theme.id, {})
        entries[theme.id] = entry
    db.session.add_all(entries.values())
    return entries


def _word(dialogue: Any, themes: Sequence[Theme], entries: dict[int, ThemeEntry]) -> None:
    texts = [
        ThemeText(
            entry_id=entries[theme.id].id, lang=lang, title=words.title, said=words.said, did=words.did,
            shows=words.shows,
        )
        for theme in themes
        for lang, words in theme.words().items()
        if lang in dialogue.languages
    ]  # fmt: skip
    queries.put_words([entries[theme.id].id for theme in themes], texts)
