"""Asking to join, contesting who owns, and asking the ministry's staff to verify; and the answers, with reasons."""

import hashlib

from app.blueprints.accounts.models import Claim, Organisation
from app.blueprints.accounts.queries import organisations as queries
from app.blueprints.accounts.services.memberships import admit, replace_owners
from app.blueprints.accounts.terms import Actor, AnswerDraft, Authority, Check, ClaimKind, ClaimState
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.errors import Conflict, Refused


def ask_to_join(organisation: Organisation, text: str, *, by: Actor) -> Claim:
    """Ask the owners to be let in."""
    if by.belongs_to(organisation.id):
        raise Conflict("already_member_yourself")
    return _make(organisation, ClaimKind.JOIN, text, by=by)


def contest(organisation: Organisation, text: str, *, by: Actor) -> Claim:
    """Say that those who own the organisation here do not speak for it. Staff decide."""
    return _make(organisation, ClaimKind.CONTEST, text, by=by)


def ask_for_verification(organisation: Organisation, text: str, *, by: Actor) -> Claim:
    """Ask staff to verify the organisation, and that those who own it here may act for it."""
    if organisation.check is Check.VERIFIED:
        raise Conflict("already_verified")
    if queries.is_verification_open(organisation.id):
        raise Conflict("claim_is_open")
    return _make(organisation, ClaimKind.VERIFY, text, by=by)


def _make(organisation: Organisation, kind: ClaimKind, text: str, *, by: Actor) -> Claim:
    claim = Claim(organisation_id=organisation.id, person_id=by.person_id, kind=kind, text=text)
    if not queries.add_unless_there(claim):
        raise Conflict("claim_is_open")
    record("accounts.claim_made", subject=claim, by=by, organisation_id=organisation.id, kind=kind.value)
    return claim


def withdraw_claim(claim: Claim, *, by: Actor) -> None:
    claim = _take(claim)
    claim.state, claim.decided_at = ClaimState.WITHDRAWN, now()
    record("accounts.claim_withdrawn", subject=claim, by=by, organisation_id=claim.organisation_id)


def answer_join(claim: Claim, draft: AnswerDraft, *, by: Actor) -> None:
    """An owner lets the person in, with a role, or does not."""
    organisation = queries.lock_organisation(claim.organisation_id)
    _decide(claim, draft, by=by)
    if draft.granted:
        admit(organisation, claim.person_id, draft.role, by=by)


def decide_claim(claim: Claim, draft: AnswerDraft, *, by: Actor) -> None:
    """Staff verify an organisation, or say who speaks for it; always with a reason."""
    if not draft.reason:
        raise Refused("reason_missing", field="reason")
    if by.belongs_to(claim.organisation_id):
        raise Conflict("own_organisation")
    organisation = queries.lock_organisation(claim.organisation_id)
    _decide(claim, draft, by=by)
    if not draft.granted:
        return
    if claim.kind is ClaimKind.CONTEST:
        replace_owners(organisation, claim.person_id, by=by)
    else:
        organisation.check, organisation.verified_at = Check.VERIFIED, now()
    organisation.authority = Authority.STAFF
    record(
        "accounts.organisation_verified" if claim.kind is ClaimKind.VERIFY else "accounts.owners_replaced",
        subject=organisation,
        by=by,
        organisation_id=organisation.id,
    )


def _take(claim: Claim) -> Claim:
    claim = queries.lock_claim(claim.id)
    if claim.state is not ClaimState.OPEN:
        raise Conflict("claim_decided")
    return claim


def _decide(claim: Claim, draft: AnswerDraft, *, by: Actor) -> None:
    claim = _take(claim)
    claim.state = ClaimState.GRANTED if draft.granted else ClaimState.REFUSED
    claim.decided_by, claim.decided_at, claim.reason = by.person_id, now(), draft.reason
    record(
        "accounts.claim_decided",
        subject=claim,
        by=by,
        organisation_id=claim.organisation_id,
        kind=claim.kind.value,
        state=claim.state.value,
        reason_sha256=hashlib.sha256(draft.reason.encode()).hexdigest(),
    )
