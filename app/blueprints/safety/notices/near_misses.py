"""The firm hears of near misses told at posters and by workers; whoever told under her name hears of the answer.

Many may come in a day. The first is told by mail, some more in the inbox, and the rest are found in the list: who is
told of everything reads nothing.
"""

from datetime import datetime, time
from typing import Any

from app.blueprints.accounts.queries.organisations import get_organisation, people_with
from app.blueprints.accounts.terms import Role
from app.blueprints.notifications.services import notify, register
from app.blueprints.safety import queries
from app.blueprints.safety.terms import ANSWER_WITHIN_DAYS, Channel
from app.core.clock import OSLO, local
from app.core.db import acting_for, set_context

TOLD = (Role.OWNER, Role.EDITOR, Role.SAFETY_REPRESENTATIVE)
MOST_A_DAY = 10  # notices in an inbox; the list has them all


def tell_of_report(entry: dict[str, Any]) -> None:
    """Those who see to safety, of a near miss that did not come from the office."""
    set_context(acting_for(entry["organisation_id"]))
    event = queries.get_event(entry["subject_id"])
    if event.channel is Channel.OFFICE:
        return
    began = datetime.combine(local(event.created_at).date(), time(), OSLO)
    before = queries.told_before(event, began)
    if before >= MOST_A_DAY:
        return
    params = _about(entry) | {"event_id": event.id, "days": ANSWER_WITHIN_DAYS, "last": before == MOST_A_DAY - 1}
    _tell(entry, "safety/near_miss_told", params, mail=before == 0)


def tell_of_answer(entry: dict[str, Any]) -> None:
    """Whoever told of it under her name, if she still belongs to the firm; the answer itself stays on the site."""
    set_context(acting_for(entry["organisation_id"]))
    event = queries.get_event(entry["subject_id"])
    told_by = event.recorded_by_id
    if event.channel is not Channel.WORKER or told_by is None or told_by == entry["by_id"]:
        return
    if told_by in people_with(event.organisation_id, *Role):
        params = _about(entry) | {"number": event.number}
        notify(told_by, entry_key=entry["key"], kind="safety/near_miss_answered", params=params, mail=True)


def tell_of_waiting(entry: dict[str, Any]) -> None:
    """Once a week: how many wait too long."""
    params = _about(entry) | {"number": entry["data"]["number"], "days": ANSWER_WITHIN_DAYS}
    _tell(entry, "safety/near_misses_wait", params, mail=True)


def _about(entry: dict[str, Any]) -> dict[str, Any]:
    organisation = get_organisation(entry["organisation_id"])
    return {"organisation_id": organisation.id, "organisation": organisation.name}


def _tell(entry: dict[str, Any], kind: str, params: dict[str, Any], *, mail: bool) -> None:
    for person_id in people_with(entry["organisation_id"], *TOLD):
        if person_id != entry["by_id"]:
            notify(person_id, entry_key=entry["key"], kind=kind, params=params, mail=mail)


register("safety.event_reported", tell_of_report)
register("safety.near_miss_answered", tell_of_answer)
register("safety.near_misses_wait", tell_of_waiting)
