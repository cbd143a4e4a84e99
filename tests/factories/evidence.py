"""Evidence and requests for tests: plain functions that commit."""

from datetime import date, timedelta
from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.improvement import services
from app.blueprints.improvement.models import Evidence, Request
from app.blueprints.improvement.terms import EVIDENCE_TYPES, EvidenceDraft, RequestDraft, Source, Visibility
from app.core.clock import today
from app.core.db import acting_for, db, unit_of_work


def draft(code: str = "iso_9001", source: str = "link", **values: Any) -> EvidenceDraft:
    """What a firm says of a certificate with an address; every field can be given."""
    personal = EVIDENCE_TYPES[code].personal if code in EVIDENCE_TYPES else False
    usual: dict[str, Any] = {
        "title": "" if personal else "Sertifikat for hele firmaet",
        "reference": "SV-7" if personal else "",
        "issuer": "Prøve Sertifisering AS",
        "link": "https://sertifikat.prove.example/7" if source == "link" else "",
        "statement": "Vi gjør som vi skriver." if source == "statement" else "",
    }
    values["visibility"] = Visibility(values.get("visibility", "private"))
    return EvidenceDraft(type=code, source=Source(source), **(usual | values))


def evidence(
    firm: Organisation, code: str = "iso_9001", source: str = "link", *, ends_in: int | None = 200, **values: Any
) -> Evidence:
    """Evidence that the firm holds; `ends_in` days from today, also a past one (None: never). `file` attaches one."""
    attached = values.pop("file", None)
    strength = values.pop("strength", None)
    if attached is not None:
        source = "file"
    with unit_of_work(acting_for(firm.id)):
        made = services.add_evidence(firm, draft(code, source, **values), by=None, file=attached)
        db.session.flush()
        made.valid_to = None if ends_in is None else today() + timedelta(days=ends_in)
        if ends_in is not None and made.valid_from is not None and made.valid_from > made.valid_to:
            made.valid_from = made.valid_to
        if strength is not None:
            made.strength = strength
    return made


def permit(made: Evidence, receiver: Organisation, *, ground: str = "share:1", until: date | None = None) -> None:
    with unit_of_work(acting_for(made.organisation_id)):
        services.give_permits(
            made.organisation_id, [made.id], receiver_id=receiver.id, ground=ground, until=until, by=None
        )


def request(buyer: Organisation, firm: Organisation, code: str = "risk_assessment", **values: Any) -> Request:
    """What a verified buyer asks the firm for."""
    usual: dict[str, Any] = {"reason": "Arbeid i høyden", "due_on": today() + timedelta(days=14)}
    by = values.pop("by", None)
    with unit_of_work(acting_for(buyer.id)):
        return services.ask_for(buyer, RequestDraft(organisation_id=firm.id, type=code, **(usual | values)), by=by)
