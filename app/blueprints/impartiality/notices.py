"""Who is told: whoever has declared, and must look again since somebody new takes part. Once a day at most."""

from typing import Any

from app.blueprints.bilingual.rules.presenting import present_name
from app.blueprints.dialogues.queries import telling as dialogues
from app.blueprints.impartiality.queries.due import due_again
from app.blueprints.notifications.services import notify_many, register, register_words
from app.core.clock import today
from app.core.db import acting_for, set_context

DUE = "impartiality/due_again"


def tell_hosts(entry: dict[str, Any]) -> None:
    """The key is the dialogue's and the day's, so that ten new firms in a day are one notice."""
    found = dialogues.space_and_lead(entry["subject_id"])
    if found is None:
        return
    set_context(acting_for(found.organisation_id))  # declarations are for the hosts to see
    notify_many(
        due_again(entry["subject_id"]), entry_key=f"{DUE}:{entry['subject_id']}:{today().isoformat()}", kind=DUE,
        params={"dialogue_id": entry["subject_id"]}, mail=True,
    )  # fmt: skip


def words(items: Any, _person_id: int, locale: str) -> list[dict[str, Any] | None]:
    """The dialogue's title as this reader has it."""
    found = dialogues.in_words([params["dialogue_id"] for params in items])
    return [_in_words(params, found.get(params["dialogue_id"]), locale) for params in items]


def _in_words(params: dict[str, Any], row: Any, locale: str) -> dict[str, Any] | None:
    if row is None:
        return None
    titles = {row.lang: row.title} | ({row.other_lang: row.other_title} if row.other_lang else {})
    shown = present_name(titles, row.lang, locale)
    return {**params, "title": shown.text, "language": shown.lang}


register("parity.participants_joined", tell_hosts)
register_words(DUE, words)
