"""A firm lets a buyer see its years: for a purpose, through a day, and taken back whenever it likes."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.disclosure import rules
from app.blueprints.disclosure.models import Consent
from app.blueprints.disclosure.queries import consents as queries
from app.blueprints.disclosure.services.writing import everything_shown
from app.blueprints.disclosure.terms import LONGEST_CONSENT_MONTHS, MOST_PURPOSE, ConsentDraft
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused


def check_consent(organisation: Organisation, draft: ConsentDraft) -> None:
    """`Refused`, at its field, when the firm cannot agree to this; `Conflict` when it has agreed already."""
    if not draft.purpose or len(draft.purpose) > MOST_PURPOSE:
        raise Refused("consent_without_purpose", field="purpose")
    refuse_identity_numbers(purpose=draft.purpose)
    if draft.until < today():
        raise Refused("consent_until_past", field="until")
    if draft.until > rules.latest_until(today()):
        raise Refused("consent_until_far", field="until", months=LONGEST_CONSENT_MONTHS)
    if queries.find_receiver(organisation.id, draft.receiver_id) is None:
        raise Refused("consent_receiver_unknown")
    known = queries.live_consent(organisation.id, draft.receiver_id)
    if known and known.until >= today():
        raise Conflict("consent_given_already")


def prepare(organisation: Organisation) -> str:
    """Write every year as it would be seen from now on; gives the fingerprint of what an owner then looks at."""
    contents = everything_shown(organisation.id)
    return rules.fingerprint({str(year): content for year, content in contents.items()})


def give_consent(
    organisation: Organisation, draft: ConsentDraft, *, by: Actor | None, shown: str | None = None
) -> Consent:
    """From now on the receiver sees. `shown` is the fingerprint of what the owner looked at before saying yes.

    `Conflict` when it has become another meanwhile: nobody agrees to what she has not seen.
    """
    check_consent(organisation, draft)
    prepared = prepare(organisation)
    if shown is not None and shown != prepared:
        raise Conflict("disclosed_changed_meanwhile")
    at = now()
    if former := queries.live_consent(organisation.id, draft.receiver_id):
        if former.until >= today():  # another owner was quicker: `prepare` waited for her
            raise Conflict("consent_given_already")
        former.withdrawn_at = at  # its last day is over: the new one takes its place
        db.session.flush()
    consent = Consent(
        organisation_id=organisation.id,
        receiver_id=draft.receiver_id,
        purpose=draft.purpose,
        firm_key=organisation.sort_key,
        pooled=draft.pooled,
        until=draft.until,
        given_at=at,
        given_by_id=by.id if by else None,
    )
    db.session.add(consent)
    record(
        "disclosure.consent_given",
        subject=consent,
        by=by,
        organisation_id=organisation.id,
        receiver=draft.receiver_id,
        until=draft.until.isoformat(),
        pooled=draft.pooled,
        sha256=prepared,
    )
    return consent


def withdraw_consent(consent: Consent, *, by: Actor | None) -> Consent:
    """Nothing more is seen, from this moment. What has been read has been read, and a pool that is issued stands."""
    consent = queries.lock_consent(consent.id)
    if not rules.is_live(consent.withdrawn_at, consent.until, today()):
        raise Conflict("consent_is_over")
    consent.withdrawn_at, consent.withdrawn_by_id = now(), by.id if by else None
    record(
        "disclosure.consent_withdrawn",
        subject=consent,
        by=by,
        organisation_id=consent.organisation_id,
        receiver=consent.receiver_id,
    )
    return consent
