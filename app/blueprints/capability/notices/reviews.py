"""A reviewer is told that it was asked, a firm how it was answered, and when an endorsement soon ends."""

from collections.abc import Sequence
from typing import Any

from app.blueprints.accounts.queries.organisations import editors
from app.blueprints.capability import queries
from app.blueprints.notifications.services import notify, register
from app.core.db import lent

Entry = dict[str, Any]


def tell_reviewer(entry: Entry) -> None:
    """Those who may answer on the reviewer's behalf: that the firm asks."""
    params = _params(entry)
    _tell(editors(params["reviewer_id"]), entry, "capability/review_asked", params)


def tell_firm(entry: Entry) -> None:
    """The firm's owners and editors: what the reviewer answered. The reason they read on the site."""
    _tell(editors(entry["organisation_id"]), entry, "capability/review_decided", _params(entry))


def tell_of_end(entry: Entry) -> None:
    """The firm's owners and editors: 90, 30 and 7 days before."""
    params = _params(entry) | {"days": entry["data"]["days"]}
    _tell(editors(entry["organisation_id"]), entry, "capability/endorsement_ends", params)


def _params(entry: Entry) -> Entry:
    with lent(entry["organisation_id"]):  # the journal says that this happened to a review of that firm's
        line = queries.review_line(entry["subject_id"])
    name = queries.names_of([line.code]).get(line.code)
    return {
        "review_id": line.id,
        "organisation_id": line.organisation_id,
        "organisation": line.organisation,
        "reviewer_id": line.reviewer_id,
        "reviewer": line.reviewer,
        "dimension": dict(name or {}),
        "code": line.code,
        "state": line.state.value,
        "level": line.level,
        "expires_on": line.expires_on.isoformat() if line.expires_on else None,
    }


def _tell(person_ids: Sequence[int], entry: Entry, kind: str, params: Entry) -> None:
    for person_id in person_ids:
        if person_id != entry["by_id"]:
            notify(person_id, entry_key=entry["key"], kind=kind, params=params, mail=True)


register("capability.review_asked", tell_reviewer)
register("capability.review_decided", tell_firm)
register("capability.endorsement_ends", tell_of_end)
