"""Owners hear that a review is due, and how the staff answered; the safety representative that one waits for her."""

from collections.abc import Iterable
from typing import Any

from app.blueprints.accounts.queries.organisations import get_organisation, owners
from app.blueprints.internal_control import queries
from app.blueprints.notifications.services import notify, register

Entry = dict[str, Any]


def tell_due(entry: Entry) -> None:
    """The owners, in their inboxes only: a nudge a year, no alarm."""
    _tell(_owners(entry), entry, "internal_control/review_due", {})


def tell_waits(entry: Entry) -> None:
    """Those who speak for the staff: the firm has signed."""
    _tell(queries.representatives(entry["organisation_id"]), entry, "internal_control/review_waits", _review(entry))


def tell_answered(entry: Entry) -> None:
    """The owners: the safety representative has signed, or says why not."""
    signed = entry["what"] == "internal_control.review_signed_for_staff"
    _tell(_owners(entry), entry, "internal_control/review_answered", {**_review(entry), "signed": signed})


def _owners(entry: Entry) -> list[int]:
    return [owner.id for owner in owners(entry["organisation_id"])]


def _review(entry: Entry) -> Entry:
    return {"review_id": entry["subject_id"], "year": entry["data"]["year"]}


def _tell(person_ids: Iterable[int], entry: Entry, kind: str, params: Entry) -> None:
    number = entry["organisation_id"]
    said = {"organisation_id": number, "organisation": get_organisation(number).name, **params}
    for person_id in person_ids:
        if person_id != entry["by_id"]:
            notify(person_id, entry_key=entry["key"], kind=kind, params=said, mail=False)


register("internal_control.review_due", tell_due)
register("internal_control.review_signed_for_firm", tell_waits)
register("internal_control.review_signed_for_staff", tell_answered)
register("internal_control.review_not_signed_for_staff", tell_answered)
