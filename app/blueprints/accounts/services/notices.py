"""Who is told of what happens to organisations. The room that tells stands above this one, and says at start how.

Each notice is worded by `mail/<kind>.txt`, in the inbox and by mail, in the receiver's language.
"""

from collections.abc import Callable
from typing import Any

from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.terms import ClaimKind, ClaimState

Entry = dict[str, Any]
Notify = Callable[..., None]
_notify: Notify | None = None


def told_by(register: Callable[[str, Callable[[Entry], None]], None], notify: Notify) -> None:
    """Called once, by the room that tells: `register(kind, tell)`, `notify(person_id, entry_key=, kind=, ...)`."""
    global _notify  # noqa: PLW0603 - one teller a process, named at start
    _notify = notify
    register("accounts.organisation_changed", tell_of_register_change)
    register("accounts.claim_made", tell_of_claim)
    register("accounts.claim_decided", tell_of_decision)
    register("accounts.member_removed_by_staff", tell_of_removal)


def tell_of_register_change(entry: Entry) -> None:
    """Owners: the register has something new about their organisation."""
    organisation = queries.get_organisation(entry["organisation_id"])
    params = {
        "organisation_id": organisation.id,
        "organisation": organisation.name,
        "changes": entry["data"]["changes"],
    }
    _tell_owners(entry, "organisation_changed", params)


def tell_of_claim(entry: Entry) -> None:
    """Owners: somebody asks to join, or contests. Who contests is for staff to know."""
    kind = entry["data"]["kind"]
    if kind == ClaimKind.VERIFY.value:
        return
    claim = queries.get_claim(entry["subject_id"])
    organisation = queries.get_organisation(claim.organisation_id)
    params = {"organisation_id": organisation.id, "organisation": organisation.name}
    _tell_owners(entry, "organisation_join_asked" if kind == ClaimKind.JOIN.value else "organisation_contested", params)


def tell_of_decision(entry: Entry) -> None:
    """The person who asked: what was decided, and why. Owners of a verified organisation are told too."""
    claim = queries.get_claim(entry["subject_id"])
    organisation = queries.get_organisation(claim.organisation_id)
    params = {
        "organisation_id": organisation.id,
        "organisation": organisation.name,
        "claim": claim.kind.value,
        "granted": claim.state is ClaimState.GRANTED,
        "reason": claim.reason,
    }
    receivers = {claim.person_id}
    if claim.kind is ClaimKind.VERIFY:
        receivers |= {owner.id for owner in queries.owners(organisation.id)}
    for person_id in sorted(receivers):
        _send(person_id, entry, "organisation_claim_decided", params)


def tell_of_removal(entry: Entry) -> None:
    """A former owner: staff have decided that somebody else speaks for the organisation."""
    organisation = queries.get_organisation(entry["organisation_id"])
    params = {"organisation_id": organisation.id, "organisation": organisation.name}
    _send(entry["data"]["person_id"], entry, "organisation_lost", params)


def _tell_owners(entry: Entry, kind: str, params: dict[str, Any]) -> None:
    for owner in queries.owners(entry["organisation_id"]):
        if owner.id != entry["by_id"]:
            _send(owner.id, entry, kind, params)


def _send(person_id: int, entry: Entry, kind: str, params: dict[str, Any]) -> None:
    if _notify is None:
        raise RuntimeError("no room has said that it tells people")
    _notify(person_id, entry_key=entry["key"], kind=kind, params=params, mail=True)
