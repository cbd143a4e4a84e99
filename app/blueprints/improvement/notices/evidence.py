"""The firm is told of what expires soon, all in one mail a day, and of a file that the scanner stopped."""

from typing import Any

from app.blueprints.accounts.queries.organisations import get_organisation
from app.blueprints.improvement import queries
from app.blueprints.improvement.notices.receivers import tell_writers, worded
from app.blueprints.improvement.terms import EVIDENCE_TYPES
from app.blueprints.notifications.services import register
from app.core.db import acting_for, set_context

MOST_NAMED = 20  # documents in one mail; the list on the site has them all


def tell_of_ends(entry: dict[str, Any]) -> None:
    """What expires soon, what does so first on top."""
    set_context(acting_for(entry["organisation_id"]))
    rows = queries.titles_of(entry["organisation_id"], entry["data"]["evidence"])
    if not rows:
        return
    params = {
        "organisation_id": entry["organisation_id"],
        "organisation": get_organisation(entry["organisation_id"]).name,
        "number": len(rows),
        "more": max(0, len(rows) - MOST_NAMED),
        "documents": [
            {
                "title": row.title or row.reference,
                "kind": dict(EVIDENCE_TYPES[row.type].name),
                "valid_to": worded(row.valid_to),
            }
            for row in rows[:MOST_NAMED]
        ],
    }
    tell_writers(entry["organisation_id"], entry, "improvement/evidence_expiring", params, mail=True)


def tell_of_stopped(entry: dict[str, Any]) -> None:
    """The scanner found something, and the file is gone."""
    set_context(acting_for(entry["organisation_id"]))
    for row in queries.titles_of(entry["organisation_id"], [entry["subject_id"]]):
        params = {
            "organisation_id": entry["organisation_id"],
            "evidence_id": row.id,
            "title": row.title or row.reference,
            "kind": dict(EVIDENCE_TYPES[row.type].name),
        }
        tell_writers(entry["organisation_id"], entry, "improvement/evidence_stopped", params, mail=True)


register("improvement.evidence_expiring", tell_of_ends)
register("improvement.evidence_stopped", tell_of_stopped)
