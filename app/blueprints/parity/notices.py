"""Who is told: the hosts' other writers, that something waits for a second person."""

from typing import Any

from app.blueprints.accounts.queries.organisations import editors
from app.blueprints.notifications.services import notify, register
from app.blueprints.parity.queries import writing

WAITS = "parity/exemption_waits"


def tell_second(entry: dict[str, Any]) -> None:
    """Not whoever proposed it. No title: it may be just what should not be said."""
    dialogue_id = entry["data"]["dialogue_id"]
    people = {person for firm in writing.hosts(dialogue_id).host_ids for person in editors(firm)} - {entry["by_id"]}
    params = {"dialogue_id": dialogue_id, "item_id": entry["subject_id"]}
    for person_id in sorted(people):
        notify(person_id, entry_key=entry["key"], kind=WAITS, params=params, mail=True)


register("parity.exemption_proposed", tell_second)
