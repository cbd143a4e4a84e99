"""Who is told of a translation: whoever asked for it, its translator, and the author whose words it is.

Those who check are not told one by one: their queue says how much waits.
"""

from collections.abc import Sequence
from typing import Any

from app.blueprints.bilingual.queries import work as queries
from app.blueprints.bilingual.services import sources
from app.blueprints.bilingual.terms.translations import Status
from app.blueprints.notifications.services import notify, notify_many, register, register_words

Params = dict[str, Any]


def tell_of_approval(entry: dict[str, Any]) -> None:
    """The author first, then the translator, then everybody who asked; nobody twice, and not whoever approved it."""
    row = queries.get_translation(entry["subject_id"])
    if row.status is not Status.APPROVED:
        return
    params = {"translation_id": row.id, "subject_kind": row.kind, "subject_id": row.subject_id, "to": row.lang}
    told = [entry["by_id"]]
    for person_id, kind in ((row.author_id, "your_words"), (row.translator_id, "approved_yours")):
        if person_id is not None and person_id not in told:
            notify(person_id, entry_key=entry["key"], kind=f"bilingual/{kind}", params=params, mail=True)
            told.append(person_id)
    askers = queries.askers_of(row.id, but=told)
    notify_many(askers, entry_key=entry["key"], kind="bilingual/approved", params=params, mail=True)


def tell_of_return(entry: dict[str, Any]) -> None:
    """The translator, with what is to be mended."""
    row = queries.get_translation(entry["subject_id"])
    if row.translator_id is not None and row.status is Status.DRAFT:
        params = {"translation_id": row.id, "subject_kind": row.kind, "subject_id": row.subject_id, "to": row.lang}
        notify(row.translator_id, entry_key=entry["key"], kind="bilingual/sent_back", params=params, mail=True)


def words(asked: Sequence[Params], person_id: int, locale: str) -> list[Params | None]:
    """What the notices say now: two questions, whatever their number. None: the original cannot be read."""
    made = {row.id: row for row in queries.among([params["translation_id"] for params in asked])}
    texts = sources.words_of_all({(params["subject_kind"], params["subject_id"]) for params in asked})
    said: list[Params | None] = []
    for params in asked:
        row, text = made.get(params["translation_id"]), texts.get((params["subject_kind"], params["subject_id"]))
        if row is None or text is None or not text.visible or row.status is Status.WITHDRAWN:
            said.append(None)
            continue
        note = row.review_note if row.status is Status.DRAFT and row.translator_id == person_id else ""
        said.append({**params, "place": text.place, "language": text.place_lang, "note": note})
    return said


register("bilingual.translation_approved", tell_of_approval)
register("bilingual.translation_sent_back", tell_of_return)
for kind in ("approved", "approved_yours", "sent_back", "your_words"):
    register_words(f"bilingual/{kind}", words)
