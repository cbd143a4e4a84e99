"""Those of an organisation who see to things: its owners and editors; and a day in each language."""

from datetime import date
from typing import Any

from app.blueprints.accounts.queries.organisations import editors
from app.blueprints.notifications.services import notify
from app.core.i18n import LOCALES
from app.core.render import format_date


def tell_writers(organisation_id: int, entry: dict[str, Any], kind: str, params: dict[str, Any], *, mail: bool) -> None:
    """Tell each of them, but not whoever did it."""
    for person_id in editors(organisation_id):
        if person_id != entry["by_id"]:
            notify(person_id, entry_key=entry["key"], kind=kind, params=params, mail=mail)


def worded(day: date) -> dict[str, str]:
    """The day as a notice says it, for each language that it may be read in."""
    return {language: format_date(day, locale=language) for language in LOCALES}
