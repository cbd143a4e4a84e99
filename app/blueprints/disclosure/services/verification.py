"""A buyer has looked at what lies behind a figure (V2), or records what an accredited body has certified (V3).

Never the firm itself: the address refuses it, this refuses it, and so does the table.
"""

from datetime import date

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries import outsiders
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor, Kind
from app.blueprints.disclosure import rules
from app.blueprints.disclosure.models import Verification
from app.blueprints.disclosure.queries import disclosed as reading
from app.blueprints.disclosure.queries import rows as queries
from app.blueprints.disclosure.services.ending import end
from app.blueprints.disclosure.terms import (
    LONGEST_CERTIFICATE_YEARS,
    MOST_METHOD,
    Ended,
    Level,
    VerificationDraft,
)
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused


def levels_of(kind: Kind) -> tuple[Level, ...]:
    """What an organisation of this kind may record: only a buyer looks for itself."""
    return (Level.CHECKED, Level.CERTIFIED) if kind is Kind.BUYER else (Level.CERTIFIED,)


def verify(checker: Organisation, organisation_id: int, draft: VerificationDraft, *, by: Actor) -> Verification:
    """The checker says so in its own name, by a named person, of a firm that lets it see.

    She is an outsider to it, as a reviewer must be: no role there now or in the last 24 months, and nobody owns both.
    """
    refuse_silenced(by)
    if draft.level not in (Level.CHECKED, Level.CERTIFIED):
        raise Refused("level_of_another", field="level")
    if checker.id == organisation_id or outsiders.is_insider(organisation_id, by.person_id, now()):
        raise Refused("nobody_checks_itself")
    if outsiders.has_same_owner(organisation_id, checker.id):
        raise Refused("nobody_checks_itself")
    consent = reading.newest_consents(organisation_id).get(checker.id)
    if consent is None or not rules.is_live(consent.withdrawn_at, consent.until, today()):
        raise Conflict("consent_is_over")
    if draft.level not in levels_of(checker.kind):
        raise Refused("only_buyers_check", field="level")
    return put(organisation_id, checker.id, draft, expires_on=_expires_on(draft), by=by)


def put(
    organisation_id: int, by_organisation_id: int, draft: VerificationDraft, *, expires_on: date, by: Actor
) -> Verification:
    """The verification of what is disclosed at this moment; an older one by the same organisation gives way."""
    if not draft.method or len(draft.method) > MOST_METHOD:
        raise Refused("verified_without_method", field="method")
    refuse_identity_numbers(method=f"{draft.method}\n{draft.body}\n{draft.reference}")
    queries.hold([organisation_id])  # what is verified is what is there when this is done
    content = reading.contents_of(organisation_id, [draft.year]).get(draft.year)
    if content is None or not rules.can_be_verified(draft.year, draft.datum, content[draft.datum.value], today()):
        raise Refused("nothing_to_verify")
    digest = rules.digest(draft.year, draft.datum, content[draft.datum.value])
    if draft.shown is not None and draft.shown != digest.hex():
        raise Conflict("disclosed_changed_meanwhile")
    if former := queries.live_verification(organisation_id, draft.year, draft.datum, by_organisation_id):
        end(former, Ended.REPLACED)
        db.session.flush()
    made = Verification(
        organisation_id=organisation_id,
        year=draft.year,
        datum=draft.datum,
        level=int(draft.level),
        by_organisation_id=by_organisation_id,
        by_person_id=by.id,
        method=draft.method,
        body=draft.body,
        reference=draft.reference,
        evidence_id=draft.evidence_id,
        digest=digest,
        verified_on=today(),
        expires_on=expires_on,
    )
    db.session.add(made)
    record(
        "disclosure.datum_verified",
        subject=made,
        by=by,
        organisation_id=organisation_id,
        by_organisation=by_organisation_id,
        year=draft.year,
        datum=draft.datum.value,
        level=int(draft.level),
        expires_on=expires_on.isoformat(),
    )
    return made


def _expires_on(draft: VerificationDraft) -> date:
    """A buyer's own check holds for twelve months; a certificate says itself until when."""
    if draft.level is Level.CHECKED:
        return rules.last_day(today())
    if not draft.body:
        raise Refused("certificate_without_body", field="body")
    if not draft.reference:
        raise Refused("certificate_without_reference", field="reference")
    if draft.expires_on is None or draft.expires_on <= today():
        raise Refused("certificate_is_over", field="expires_on")
    if draft.expires_on.year > today().year + LONGEST_CERTIFICATE_YEARS:
        raise Refused("certificate_too_long", field="expires_on", years=LONGEST_CERTIFICATE_YEARS)
    return draft.expires_on
