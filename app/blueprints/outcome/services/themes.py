"""Themes: made, gathered, worded in all languages. For the hosts alone until they are published."""

from typing import Any

from app.blueprints.accounts.queries.names import name_of
from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.journal.services import record
from app.blueprints.outcome.models import Theme, ThemeWording
from app.blueprints.outcome.queries import sources
from app.blueprints.outcome.queries import themes as queries
from app.blueprints.outcome.terms import Chosen, Contribution, ThemeDraft, ThemeWords
from app.blueprints.outcome.terms.themes import MOST_THEMES
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion

TO_TELL = "outcome.contributors_to_tell"
"""In the journal: there are contributors of published themes who are to be told what came of it."""


def add_theme(dialogue: Any, title: str, lang: str, *, by: Actor) -> Theme:
    """A theme with nothing but a title, in the language in which it is written first."""
    refuse_closed(dialogue)
    refuse_identity_numbers(title, field="title")
    there = queries.themes_of(dialogue.id)
    if len(there) >= MOST_THEMES:
        raise Conflict("too_many_themes", limit=MOST_THEMES)
    position = max((theme.position for theme in there), default=0) + 1
    theme = Theme(
        dialogue_id=dialogue.id, position=position, lang=lang, changed_at=now(), changed_by=by.person_id,
        wordings=[ThemeWording(dialogue_id=dialogue.id, lang=lang, title=title, by_id=by.person_id)],
    )  # fmt: skip
    db.session.add(theme)
    _noted("outcome.theme_added", theme, dialogue, by)
    return theme


def save_theme(dialogue: Any, theme: Theme, draft: ThemeDraft, *, by: Actor) -> None:
    """As far as it is written; everybody goes on reading what was published until it is published anew."""
    refuse_closed(dialogue)
    if draft.version != theme.version:
        raise StaleVersion(name_of(theme.changed_by), theme.changed_at)
    _check(theme, draft)
    if not _changes(theme, draft):
        return
    kept = {one.lang: one for one in theme.wordings}
    for lang, words in draft.words.items():
        if (row := kept.get(lang)) is None:
            row = ThemeWording(dialogue_id=theme.dialogue_id, lang=lang)
            theme.wordings.append(row)
        row.title, row.said, row.did, row.shows = words.title, words.said, words.did, words.shows
        row.by_id = by.person_id
    theme.need_id, theme.outcome = draft.need_id, draft.outcome
    theme.changed_at, theme.changed_by = now(), by.person_id
    if not queries.flush():
        raise StaleVersion
    _noted("outcome.theme_saved", theme, dialogue, by)


def _changes(theme: Theme, draft: ThemeDraft) -> bool:
    """Sent as it stands, it stays published as it is."""
    nothing = ThemeWords(title="", said="", did="", shows="")
    kept = theme.words()
    return (draft.need_id, draft.outcome) != (theme.need_id, theme.outcome) or any(
        words != kept.get(lang, nothing) for lang, words in draft.words.items()
    )


def _check(theme: Theme, draft: ThemeDraft) -> None:
    for lang, words in draft.words.items():
        for name in ("title", "said", "did", "shows"):
            refuse_identity_numbers(getattr(words, name), field=f"{name}_{lang}")
    if theme.lang in draft.words and not draft.words[theme.lang].title:
        raise Refused("theme_needs_title", field=f"title_{theme.lang}")
    if theme.published_version is not None and draft.outcome is None:
        raise Refused("published_theme_has_outcome", field="outcome")


def remove_theme(dialogue: Any, theme: Theme, *, by: Actor) -> None:
    """One that nobody has read; what was gathered in it is to be gathered anew."""
    refuse_closed(dialogue)
    if theme.published_version is not None:
        raise Conflict("theme_is_published")
    number = theme.id
    db.session.delete(theme)
    db.session.flush()
    record(
        "outcome.theme_removed", subject=("outcome_theme", number), by=by, organisation_id=dialogue.organisation_id,
        dialogue_id=dialogue.id,
    )  # fmt: skip


def gather(dialogue: Any, chosen: Chosen, *, by: Actor) -> Theme | None:
    """Put contributions into a theme, or aside. Gives the theme; None for what is set aside."""
    refuse_closed(dialogue)
    found = _asked(dialogue.id, chosen)
    if not found:
        raise Refused("nothing_chosen")
    theme = _theme(dialogue, chosen, by)
    ids = [one.id for one in found]
    if theme is None:
        there = sources.gathered(dialogue.id, chosen.kind, ids)
        found = [one for one in found if one.id not in there]
    else:
        sources.take_from_aside(dialogue.id, chosen.kind, ids)
    new = sources.put([_row(dialogue.id, theme, one, by) for one in found])
    record(
        "outcome.contributions_gathered", subject=("dialogues_dialogue", dialogue.id), by=by,
        organisation_id=dialogue.organisation_id, theme_id=theme.id if theme else None, kind=chosen.kind.value,
        number=new,
    )  # fmt: skip
    if theme is not None and theme.published_version is not None and new:
        tell(dialogue, [theme.id], by=by)
    return theme


def _asked(dialogue_id: int, chosen: Chosen) -> list[Contribution]:
    """Those of the numbers that are this dialogue's contributions, read anew through the room's door."""
    wanted, found = set(chosen.ids), []
    after: int | None = min(wanted, default=1) - 1
    while wanted and after is not None:
        page, key = sources.came_in(dialogue_id, chosen.kind, after)
        found += [one for one in page if one.id in wanted]
        wanted -= {one.id for one in page}
        after = int(key) if key is not None and wanted and max(wanted) > int(key) else None
    return found


def _theme(dialogue: Any, chosen: Chosen, by: Actor) -> Theme | None:
    if chosen.new_title:
        return add_theme(dialogue, chosen.new_title, chosen.lang, by=by)
    if chosen.theme_id is None:
        return None
    theme = queries.get_theme(chosen.theme_id)
    if theme.dialogue_id != dialogue.id:
        raise Refused("theme_of_another", field="where")
    return theme


def _row(dialogue_id: int, theme: Theme | None, one: Contribution, by: Actor) -> dict[str, Any]:
    return {
        "dialogue_id": dialogue_id,
        "theme_id": theme.id if theme else None,
        "kind": one.kind,
        "subject_id": one.id,
        "organisation_id": one.organisation_id,
        "lang": one.lang,
        "title": one.title[: sources.EXCERPT],
        "excerpt": one.excerpt[: sources.EXCERPT],
        "at": one.at,
        "by_id": by.person_id,
        "created_at": now(),
    }


def take_out(dialogue: Any, source_id: int, *, by: Actor) -> int | None:
    """Out of its theme, or back from aside: it is to be gathered anew. Gives the theme that it stood in."""
    refuse_closed(dialogue)
    source = sources.get_source(source_id)
    if source.dialogue_id != dialogue.id:
        raise Refused("theme_of_another")
    if source.told_at is not None:
        raise Conflict("contributor_is_told")
    theme_id = source.theme_id
    db.session.delete(source)
    db.session.flush()
    record(
        "outcome.contribution_taken_out", subject=("outcome_source", source_id), by=by,
        organisation_id=dialogue.organisation_id, dialogue_id=dialogue.id,
    )  # fmt: skip
    return theme_id


def tell(dialogue: Any, theme_ids: list[int], *, by: Actor, published: bool = False) -> None:
    """After the commit the worker tells each contributor of these themes who has not been told.

    `published`: just now, so that those who follow the dialogue are told too.
    """
    record(
        TO_TELL, subject=("dialogues_dialogue", dialogue.id), by=by, organisation_id=dialogue.organisation_id,
        themes=sorted(theme_ids), published=published,
    )  # fmt: skip


def refuse_closed(dialogue: Any) -> None:
    if dialogue.state == DialogueState.CLOSED:
        raise Conflict("dialogue_is_closed")


def _noted(what: str, theme: Theme, dialogue: Any, by: Actor) -> None:
    record(what, subject=theme, by=by, organisation_id=dialogue.organisation_id, dialogue_id=dialogue.id)
