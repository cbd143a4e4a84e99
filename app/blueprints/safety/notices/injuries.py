"""The safety representative hears of each injury: that there is one and where it is read, nothing of what it was."""

from typing import Any

from app.blueprints.accounts.queries.organisations import get_organisation, people_with
from app.blueprints.accounts.terms import Role
from app.blueprints.notifications.services import notify, register
from app.blueprints.safety import queries
from app.blueprints.safety.terms import EventKind
from app.core.db import acting_for, set_context


def tell_of_injury(entry: dict[str, Any]) -> None:
    """In the inbox of every safety representative of the firm, but not of whoever wrote it down."""
    if entry["data"]["kind"] == EventKind.NEAR_MISS:
        return
    firm = entry["organisation_id"]
    set_context(acting_for(firm))
    params = {
        "organisation_id": firm,
        "organisation": get_organisation(firm).name,
        "event_id": entry["subject_id"],
        "number": queries.get_event(entry["subject_id"]).number,
    }
    for person_id in people_with(firm, Role.SAFETY_REPRESENTATIVE):
        if person_id != entry["by_id"]:
            notify(person_id, entry_key=entry["key"], kind="safety/injury_reported", params=params, mail=False)


register("safety.event_reported", tell_of_injury)
