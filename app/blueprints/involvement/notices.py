"""The supplier is told that it is heard, and whoever asked that it has answered."""

from datetime import date
from typing import Any

from app.blueprints.accounts.queries.organisations import editors, get_organisation
from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.notifications.services import notify, register
from app.core.i18n import LOCALES
from app.core.render import format_date


def tell_supplier(entry: dict[str, Any]) -> None:
    """Its owners and editors. What the buyer asks is never in a mail."""
    dialogue = dialogue_shown(entry["data"]["dialogue_id"])
    until = date.fromisoformat(entry["data"]["until"])
    params = {
        "dialogue_id": dialogue.id,
        "hearing_id": entry["subject_id"],
        "title": dialogue.title,
        "buyer": dialogue.organisation,
        "until": {code: format_date(until, locale=code) for code in LOCALES},
    }
    for person_id in editors(entry["organisation_id"]):
        notify(person_id, entry_key=entry["key"], kind="involvement/hearing_asked", params=params, mail=True)


def tell_asker(entry: dict[str, Any]) -> None:
    """Whoever asked; nobody, when it was the command line."""
    asked_by = entry["data"]["asked_by"]
    if asked_by is None:
        return
    dialogue = dialogue_shown(entry["data"]["dialogue_id"])
    params = {
        "dialogue_id": dialogue.id,
        "assessment_id": entry["data"]["assessment_id"],
        "title": dialogue.title,
        "firm": get_organisation(entry["organisation_id"]).name,
    }
    notify(asked_by, entry_key=entry["key"], kind="involvement/hearing_answered", params=params, mail=True)


register("involvement.hearing_asked", tell_supplier)
register("involvement.hearing_answered", tell_asker)
