"""The firm is told of training that expires soon: which courses, when, and for how many; the names are on the site."""

from datetime import date
from typing import Any

from app.blueprints.accounts.queries.organisations import get_organisation, members
from app.blueprints.accounts.terms import Role
from app.blueprints.internal_control import queries, rules
from app.blueprints.internal_control.forms import course_name
from app.blueprints.internal_control.models import Training
from app.blueprints.notifications.services import notify, register
from app.core.db import acting_for, set_context
from app.core.i18n import LOCALES, in_language
from app.core.render import format_date

MOST_NAMED = 20  # courses in one mail; the list on the site has them all
TOLD = (Role.OWNER, Role.EDITOR, Role.SAFETY_REPRESENTATIVE)


def tell_of_training(entry: dict[str, Any]) -> None:
    """What expires first on top."""
    organisation_id = entry["organisation_id"]
    set_context(acting_for(organisation_id))
    rows = queries.of_these(organisation_id, entry["data"]["training"])
    if not rows:
        return
    taken: dict[Any, list[Training]] = {}
    for row in rows:
        taken.setdefault(rules.kind_of(row), []).append(row)
    params = {
        "organisation_id": organisation_id,
        "organisation": get_organisation(organisation_id).name,
        "number": len(rows),
        "more": max(0, len(taken) - MOST_NAMED),
        "lines": [_line(of_kind) for of_kind in list(taken.values())[:MOST_NAMED]],
    }
    for member in members(organisation_id):
        if member.role in TOLD:
            kind = "internal_control/training_expiring"
            notify(member.person_id, entry_key=entry["key"], kind=kind, params=params, mail=True)


def _line(rows: list[Training]) -> dict[str, Any]:
    """One course, for each language that the notice may be read in; `rows` with what expires first on top."""
    first = rows[0]
    return {"course": _named(first), "day": _worded(first.expires_on), "people": len(rows)}


def _named(row: Training) -> dict[str, str]:
    named = {}
    for language in LOCALES:
        with in_language(language):
            named[language] = course_name(row.course, row.title)
    return named


def _worded(day: date | None) -> dict[str, str]:
    return {language: format_date(day, locale=language) for language in LOCALES}


register("internal_control.training_expiring", tell_of_training)
