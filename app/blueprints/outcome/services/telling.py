"""After the commit, in the worker: each who contributed to a theme is told, once, that it has been answered.

Firms by their owners and editors. Those who asked under a pseudonym are told by the room that alone knows them; here
nobody learns who they are.
"""

from collections.abc import Sequence
from typing import Any

from app.blueprints.accounts.queries.organisations import editors
from app.blueprints.bilingual.rules.presenting import present_name
from app.blueprints.dialogues.queries import telling as dialogues
from app.blueprints.notifications.services import notify, notify_many
from app.blueprints.outcome.queries import sources
from app.blueprints.outcome.queries.themes import title_of
from app.blueprints.outcome.terms import SourceKind
from app.blueprints.questions.services.telling import tell_askers
from app.core.clock import now
from app.core.db import acting_for, set_context

ANSWERED = "outcome/what_came_of_it"
PUBLISHED = "outcome/published"


def tell_contributors(entry: dict[str, Any]) -> None:
    """One notice a person, however many of her contributions stand in these themes, and also when she follows."""
    set_context(acting_for(entry["organisation_id"]))  # what was gathered is for the hosts to see
    rows = sources.take_untold(entry["data"]["themes"], now())
    if rows:
        _tell_of_their_own(entry, rows)
    if entry["data"].get("published"):
        tell_followers(entry, entry["subject_id"])


def _tell_of_their_own(entry: dict[str, Any], rows: Sequence[Any]) -> None:
    dialogue_id = entry["subject_id"]
    title = title_of(dialogue_id)
    params = {"dialogue_id": dialogue_id, "title": title.title, "language": title.lang}
    firms = sorted({row.organisation_id for row in rows if row.organisation_id is not None})
    for person_id in sorted({person for firm in firms for person in editors(firm)}):
        notify(person_id, entry_key=entry["key"], kind=ANSWERED, params=params, mail=True)
    asked = [row.subject_id for row in rows if row.kind is SourceKind.QUESTION]
    if asked:
        tell_askers(asked, ANSWERED, dialogue_id=dialogue_id, entry_key=entry["key"], params=params)


def tell_of_summary(entry: dict[str, Any]) -> None:
    tell_followers(entry, entry["data"]["dialogue_id"])


def tell_followers(entry: dict[str, Any], dialogue_id: int) -> None:
    """Who follows the dialogue, or its buyer, reads that something came of it; once for an entry."""
    found = dialogues.space_and_lead(dialogue_id)
    if found is not None:
        notify_many(
            dialogues.followers(found.space_id, found.organisation_id), entry_key=entry["key"], kind=PUBLISHED,
            params={"dialogue_id": dialogue_id}, mail=True, about=f"space:{found.space_id}",
        )  # fmt: skip


def words(items: Sequence[dict[str, Any]], _person_id: int, locale: str) -> list[dict[str, Any] | None]:
    """The dialogue's title as this reader has it."""
    found = dialogues.in_words([params["dialogue_id"] for params in items])
    return [_in_words(params, found.get(params["dialogue_id"]), locale) for params in items]


def _in_words(params: dict[str, Any], row: Any, locale: str) -> dict[str, Any] | None:
    if row is None:
        return None
    titles = {row.lang: row.title} | ({row.other_lang: row.other_title} if row.other_lang else {})
    shown = present_name(titles, row.lang, locale)
    return {**params, "title": shown.text, "language": shown.lang, "leads": row.leads}
