"""The receiver is told when something is shared with it, and when it is taken back; never why."""

from typing import Any

from app.blueprints.accounts.queries.organisations import editors, get_organisation
from app.blueprints.notifications.services import notify, register


def tell_of_share(entry: dict[str, Any]) -> None:
    """Owners and editors of the receiver, each in her own language. What is shared itself is never in a mail."""
    _tell(entry, "share_made", until=entry["data"]["until"])


def tell_of_withdrawal(entry: dict[str, Any]) -> None:
    _tell(entry, "share_withdrawn")


def _tell(entry: dict[str, Any], kind: str, **more: Any) -> None:
    receiver_id = entry["data"]["receiver"]
    params = {
        "firm": get_organisation(entry["organisation_id"]).name,
        "receiver": get_organisation(receiver_id).name,
        "receiver_id": receiver_id,
        "share_id": entry["subject_id"],
        "purpose": entry["data"]["purpose"],
        **more,
    }
    for person_id in editors(receiver_id):
        notify(person_id, entry_key=entry["key"], kind=kind, params=params, mail=True)


register("requirements.profile_shared", tell_of_share)
register("requirements.share_withdrawn", tell_of_withdrawal)
