"""Buyers hear that they are asked to host along, firms that they are invited, and followers that input has ended.

What is stored are numbers: the dialogue's title is looked up when the message is worded, for it may be hidden by then.
"""

from collections.abc import Sequence
from typing import Any

from app.blueprints.accounts.queries.organisations import editors, get_organisation
from app.blueprints.bilingual.rules.presenting import present_name
from app.blueprints.dialogues.queries import telling as queries
from app.blueprints.dialogues.queries.process import invited_ids
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.notifications.services import notify, notify_many, register, register_words

ASKED, ANSWERED, INVITED, ANNOUNCED, OFFERED, TAKEN = (
    f"dialogues/{name}"
    for name in ("host_asked", "host_answered", "invited", "announced", "lead_offered", "lead_taken")
)
Entry = dict[str, Any]


def tell_asked(entry: Entry) -> None:
    """Owners and editors of the buyer that is asked."""
    _tell_editors(entry, entry["data"]["asked"], ASKED, entry["data"]["dialogue_id"])


def tell_lead(entry: Entry) -> None:
    """Owners and editors of the buyer that leads: yes, no, or no longer."""
    data = entry["data"]
    answer = "left" if "left" in data else "yes" if data["accepted"] else "no"
    more = {"other_id": data.get("left", data.get("asked")), "answer": answer}
    _tell_editors(entry, entry["organisation_id"], ANSWERED, data["dialogue_id"], **more)


def tell_offered(entry: Entry) -> None:
    """Owners and editors of the co-host that is asked to lead."""
    _tell_editors(entry, entry["data"]["asked"], OFFERED, entry["data"]["dialogue_id"])


def tell_former_lead(entry: Entry) -> None:
    """Owners and editors of the buyer that led."""
    data = entry["data"]
    _tell_editors(entry, entry["organisation_id"], TAKEN, data["dialogue_id"], other_id=data["asked"])


def tell_invited(entry: Entry) -> None:
    """Those who write for the firm, once the dialogue is published; an invitation to a draft waits for that."""
    found = queries.space_and_lead(entry["subject_id"])
    if found is not None and found.state == DialogueState.PUBLISHED:
        _tell_editors(entry, entry["data"]["invited"], INVITED, entry["subject_id"])


def tell_all_invited(entry: Entry) -> None:
    """At publication, everybody who was invited before."""
    people = sorted({person for number in invited_ids(entry["subject_id"]) for person in editors(number)})
    if people:
        params = {"dialogue_id": entry["subject_id"]}
        notify_many(people, entry_key=entry["key"], kind=INVITED, params=params, mail=True)


def tell_followers(entry: Entry) -> None:
    """Everybody who follows the dialogue or its host: nothing more is taken."""
    found = queries.space_and_lead(entry["subject_id"])
    if found is not None:
        people = queries.followers(found.space_id, found.organisation_id)
        about = f"space:{found.space_id}"
        params = {"dialogue_id": entry["subject_id"]}
        notify_many(people, entry_key=entry["key"], kind=ANNOUNCED, params=params, mail=True, about=about)


def _tell_editors(entry: Entry, organisation_id: int, kind: str, dialogue_id: int, **more: Any) -> None:
    params = {"dialogue_id": dialogue_id, **more}
    for person_id in editors(organisation_id):
        if person_id != entry["by_id"]:
            notify(person_id, entry_key=entry["key"], kind=kind, params=params, mail=True)


def words(items: Sequence[dict[str, Any]], _person_id: int, locale: str) -> list[dict[str, Any] | None]:
    """The title as this reader has it, who leads, and whom it is about besides."""
    found = queries.in_words([params["dialogue_id"] for params in items])
    return [_in_words(params, found[params["dialogue_id"]], locale) if params["dialogue_id"] in found else None
            for params in items]  # fmt: skip


def _in_words(params: dict[str, Any], row: Any, locale: str) -> dict[str, Any]:
    titles = {row.lang: row.title} | ({row.other_lang: row.other_title} if row.other_lang else {})
    shown = present_name(titles, row.lang, locale)
    other = get_organisation(params["other_id"]).name if "other_id" in params else ""
    return {**params, "title": shown.text, "language": shown.lang, "leads": row.leads, "other": other}


register("dialogues.host_asked", tell_asked)
register("dialogues.host_answered", tell_lead)
register("dialogues.host_left", tell_lead)
register("dialogues.lead_offered", tell_offered)
register("dialogues.lead_taken", tell_former_lead)
register("dialogues.firm_invited", tell_invited)
register("dialogues.dialogue_published", tell_all_invited)
register("dialogues.competition_announced", tell_followers)
for _kind in (ASKED, ANSWERED, INVITED, ANNOUNCED, OFFERED, TAKEN):
    register_words(_kind, words)
