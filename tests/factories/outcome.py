"""Themes and summaries for tests, through the room's own services; they commit."""

from typing import Any

from app.blueprints.accounts.models import Person
from app.blueprints.dialogues.models import Dialogue
from app.blueprints.outcome.models import Theme
from app.blueprints.outcome.queries import get_summary, get_theme
from app.blueprints.outcome.services import publishing, summaries, themes
from app.blueprints.outcome.terms import Chosen, Outcome, SourceKind, SummaryDraft, ThemeDraft, ThemeWords
from app.core.db import unit_of_work
from tests.factories.accounts import actor
from tests.factories.meetings import context_of

WORDS = {
    "nb": ThemeWords(
        title="Fristen er for kort", said="Små bedrifter rekker ikke å svare på tre uker.",
        did="Vi har gitt seks uker, fordi flere sa det samme.", shows="Planen: siste dag for innspill.",
    ),
    "nn": ThemeWords(
        title="Fristen er for kort", said="Små verksemder rekk ikkje å svare på tre veker.",
        did="Vi har gitt seks veker, fordi fleire sa det same.", shows="Planen: siste dag for innspel.",
    ),
    "en": ThemeWords(
        title="The deadline is too short", said="Small firms cannot answer in three weeks.",
        did="We have given six weeks, since several said the same.", shows="The plan: the last day for input.",
    ),
}  # fmt: skip


def theme_draft(dialogue: Dialogue, **values: Any) -> ThemeDraft:
    """Complete in all languages of the dialogue."""
    words = {lang: WORDS[lang] for lang in dialogue.languages}
    return ThemeDraft(**{"need_id": None, "outcome": Outcome.CHANGED, "words": words} | values)


def theme(dialogue: Dialogue, who: Person, *passages: Any, complete: bool = True, title: str = "Fristen") -> Theme:
    """A theme by `who` of a host, gathered from these passages of notes; `complete`: ready to be published."""
    with unit_of_work(context_of(who)):
        made = themes.add_theme(dialogue, title, dialogue.lang, by=actor(who))
        if passages:
            ids = tuple(row.id for row in passages)
            themes.gather(dialogue, Chosen(kind=SourceKind.NOTE, ids=ids, theme_id=made.id), by=actor(who))
        if complete:
            themes.save_theme(dialogue, made, theme_draft(dialogue, version=made.version), by=actor(who))
    return made


def save(dialogue: Dialogue, who: Person, theme_id: int, **values: Any) -> None:
    with unit_of_work(context_of(who)):
        found = get_theme(theme_id)
        themes.save_theme(dialogue, found, theme_draft(dialogue, version=found.version, **values), by=actor(who))


def publish(dialogue: Dialogue, who: Person) -> int:
    with unit_of_work(context_of(who)):
        return publishing.publish_themes(dialogue, by=actor(who))


def published_summary(dialogue: Dialogue, who: Person, body: str = "Vi har lært *mye*.") -> None:
    """In all languages of the dialogue."""
    with unit_of_work(context_of(who)):
        before = get_summary(dialogue.id)
        draft = SummaryDraft(bodies=dict.fromkeys(dialogue.languages, body), version=before.version if before else 0)
        summaries.publish_summary(dialogue, summaries.save_summary(dialogue, draft, by=actor(who)), by=actor(who))
