"""A buyer asks a firm for a document, once. What is free elsewhere, or given to whoever asks, answers at once."""

from datetime import timedelta

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor, Check, Kind
from app.blueprints.improvement import queries, rules
from app.blueprints.improvement.models import Request
from app.blueprints.improvement.services.permits import give_permits
from app.blueprints.improvement.terms import (
    EVIDENCE_TYPES,
    MOST_REQUESTS_A_DAY,
    EvidenceFact,
    EvidenceState,
    RequestDraft,
    RequestState,
)
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.db import lent
from app.core.errors import Conflict, Refused, StaleVersion

A_DAY = timedelta(days=1)


def ask_for(asker: Organisation, draft: RequestDraft, *, by: Actor | None) -> Request:
    """A verified buyer asks a firm for a document.

    What a register gives for nothing, and what the firm holds and has said it gives to whoever asks, answers at once;
    then nobody at the firm is disturbed. Of an open request for the same, `request_open_already` says which
    (`request_id`).
    """
    refuse_silenced(by)
    firm = _check_question(asker, draft)
    found = queries.open_request(firm.id, asker.id, draft.type)
    if found is None:
        pointer = EVIDENCE_TYPES[draft.type].register
        held = None if pointer else held_for_askers(firm.id, draft.type)
        request = _make(asker, firm, draft, pointer, held, by)
        if queries.insert_request(request):
            if held:
                with lent(firm.id):
                    _let_open(request, held.id, by=None)
            record(
                "improvement.request_pointed" if request.state is RequestState.POINTED else "improvement.request_made",
                subject=request,
                by=by,
                organisation_id=firm.id,
                asker_id=asker.id,
                type=draft.type,
            )
            return request
        found = queries.open_request(firm.id, asker.id, draft.type)
    raise Refused("request_open_already", field="type", request_id=found)


def held_for_askers(organisation_id: int, code: str) -> EvidenceFact | None:
    """What the firm gives to every verified buyer that asks for this type, if it holds such today."""
    with lent(organisation_id):
        facts = queries.facts_of_type(organisation_id, code)
    return rules.best_of(fact for fact in facts if rules.given_to_askers(fact, today()))


def _check_question(asker: Organisation, draft: RequestDraft) -> Organisation:
    if asker.kind is not Kind.BUYER or asker.check is not Check.VERIFIED:
        raise Refused("asker_is_no_verified_buyer")
    if draft.type not in EVIDENCE_TYPES:
        raise Refused("evidence_type_unknown", field="type")
    firm = queries.supplier(draft.organisation_id)
    if firm is None or firm.id == asker.id:
        raise Refused("nobody_to_ask", field="organisation_id")
    if not draft.reason:
        raise Refused("request_without_reason", field="reason")
    refuse_identity_numbers(wish=draft.wish, reason=draft.reason)
    if fault := rules.due_on_fault(draft.due_on, today()):
        raise Refused(fault, field="due_on")
    if queries.count_asked_since(asker.id, now() - A_DAY) >= MOST_REQUESTS_A_DAY:
        raise Refused("too_many_requests", most=MOST_REQUESTS_A_DAY)
    return firm


def _make(
    asker: Organisation,
    firm: Organisation,
    draft: RequestDraft,
    pointer: str,
    held: EvidenceFact | None,
    by: Actor | None,
) -> Request:
    at = now()
    answered = bool(pointer or held)
    return Request(
        organisation_id=firm.id,
        asker_id=asker.id,
        type=draft.type,
        wish=draft.wish,
        reason=draft.reason,
        due_on=draft.due_on,
        state=RequestState.POINTED if answered else RequestState.OPEN,
        pointer=pointer,
        evidence_id=held.id if held else None,
        asked_by_id=by.person_id if by else None,
        asked_at=at,
        ended_at=at if answered else None,
    )


def answer_request(
    request: Request, evidence_id: int, *, by: Actor | None, answer: str = "", version: int | None = None
) -> Request:
    """The firm answers with something that it holds; the asker may open it until some time after the day by which."""
    _check_open(request, version)
    refuse_identity_numbers(answer=answer)
    facts = queries.evidence_facts(request.organisation_id, ids=[evidence_id])
    if not facts or facts[0].state is not EvidenceState.HELD:
        raise Refused("evidence_not_held", field="evidence_id")
    if not rules.is_valid(None, facts[0].valid_to, today()):
        raise Refused("evidence_has_expired", field="evidence_id")
    request.evidence_id = evidence_id
    _end(request, RequestState.ANSWERED, answer, by)
    _let_open(request, evidence_id, by=by)
    return request


def decline_request(request: Request, reason: str, *, by: Actor | None, version: int | None = None) -> Request:
    """The firm will not give it, and says why."""
    refuse_silenced(by)
    _check_open(request, version)
    if not reason:
        raise Refused("declined_without_reason", field="answer")
    refuse_identity_numbers(answer=reason)
    return _end(request, RequestState.DECLINED, reason, by)


def withdraw_request(request: Request, *, by: Actor | None, version: int | None = None) -> Request:
    """The asker needs it no longer."""
    _check_open(request, version)
    return _end(request, RequestState.WITHDRAWN, "", by)


def _end(request: Request, state: RequestState, answer: str, by: Actor | None) -> Request:
    request.state = state
    request.answer = answer
    request.ended_at = now()
    request.ended_by_id = by.person_id if by else None
    record(
        f"improvement.request_{state}",
        subject=request,
        by=by,
        organisation_id=request.organisation_id,
        asker_id=request.asker_id,
    )
    return request


def _let_open(request: Request, evidence_id: int, *, by: Actor | None) -> None:
    give_permits(
        request.organisation_id,
        [evidence_id],
        receiver_id=request.asker_id,
        ground=rules.ground_of(request.id),
        until=rules.opened_until(request.due_on, today()),
        by=by,
    )


def _check_open(request: Request, version: int | None) -> None:
    if request.state is not RequestState.OPEN:
        raise Conflict("request_is_over")
    if version is not None and version != request.version:
        raise StaleVersion
