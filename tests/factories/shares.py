"""Shares for tests: plain functions that commit."""

from datetime import date, timedelta
from typing import Any

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.capability.services import put_forward
from app.blueprints.capability.terms import SupportDraft
from app.blueprints.improvement.models import Evidence
from app.blueprints.requirements import queries, services
from app.blueprints.requirements.models import Share
from app.blueprints.requirements.terms import Purpose, ShareDraft, ShareKind
from app.core.clock import today
from app.core.db import acting_for, unit_of_work
from tests.factories import accounts
from tests.factories.evidence import evidence as hold


def draft(receiver: Organisation, **values: Any) -> ShareDraft:
    said: dict[str, Any] = {
        "receiver_id": receiver.id,
        "name": "Profilen vår",
        "kind": ShareKind.LIVING,
        "purpose": Purpose.DEVELOPMENT,
        "until": today() + timedelta(days=100),
    } | values
    said["kind"], said["purpose"] = ShareKind(said["kind"]), Purpose(said["purpose"])
    return ShareDraft(**said)


def share(
    firm: Organisation, receiver: Organisation, *, by: Person | None = None, about: str = "", **values: Any
) -> Share:
    """The firm shares what it has; `until` may be a day that has passed, and is then set past the checks."""
    until = values.get("until")
    past = until if until and until < today() else None
    if past:
        values["until"] = today()
    with unit_of_work(acting_for(firm.id)):
        made = services.share(firm, draft(receiver, **values), by=accounts.actor(by) if by else None, about=about)
        if past:
            made, content = queries.lock_share(made.id)
            made.until = content.until = past
    return made


def withdraw(made: Share) -> None:
    with unit_of_work(acting_for(made.organisation_id)):
        services.withdraw_share(queries.get_share(made.id), by=None)


def shown(firm: Organisation, dimension: str = "HSE", level: int = 2, **values: Any) -> Evidence:
    """Evidence that the firm holds and puts forward for a dimension; to be opened by those with whom it shares."""
    held = hold(firm, **({"visibility": "shared"} | values))
    with unit_of_work(acting_for(firm.id)):
        put_forward(firm, dimension, SupportDraft(evidence_id=held.id, level=level), by=None)
    return held


def end_of(days: int) -> date:
    return today() + timedelta(days=days)
