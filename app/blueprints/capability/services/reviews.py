"""A firm asks somebody outside to endorse its level, and is answered; an endorsement that will end is told of."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.services.batches import organisations_in_batches
from app.blueprints.accounts.terms import Actor
from app.blueprints.capability import queries, rules
from app.blueprints.capability.models import Review
from app.blueprints.capability.services.content import dimension_content
from app.blueprints.capability.services.timeline import note_changes
from app.blueprints.capability.terms import (
    OPENED_DAYS,
    REMINDED_DAYS,
    STATEMENT_VERSION,
    Cause,
    ReviewDraft,
    ReviewState,
    VerdictDraft,
)
from app.blueprints.improvement import queries as improvement
from app.blueprints.improvement.services import end_permits, give_permits
from app.blueprints.improvement.terms import EvidenceFact, EvidenceState, Visibility
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import local, now, today
from app.core.db import acting_for, db, lent, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.jobs import periodic


def ask_for_review(organisation: Organisation, code: str, draft: ReviewDraft, *, by: Actor | None) -> Review:
    """Put the firm's claim in one dimension before an organisation outside, with what it rests on, as it is now.

    What is put before the reviewer is a copy. The documents that the firm lets others see are opened to whoever
    declares to be free to judge it; of what is private, or about a person, she reads only what the copy says.
    """
    if not queries.is_reviewer(organisation.id, draft.reviewer_id):
        raise Refused("reviewer_unknown", field="reviewer_id")
    refuse_identity_numbers(message=draft.message)
    queries.hold_timeline(organisation.id)
    line = next((line for line in queries.dimension_lines(organisation.id) if line.code == code), None)
    if line is None:
        raise Refused("dimension_unknown")
    if line.claimed is None or line.claimed_in is None:
        raise Conflict("nothing_claimed")
    if queries.open_review(organisation.id, draft.reviewer_id, code):
        raise Conflict("review_asked_already")
    content = dimension_content(organisation.id, code)
    content["descriptors"] = [dict(text) for text in queries.descriptors_in(line.claimed_in, code)]
    content["opened"] = _opened(content)
    review = Review(
        organisation_id=organisation.id,
        reviewer_id=draft.reviewer_id,
        framework_id=line.claimed_in,
        dimension_code=code,
        claimed=line.claimed,
        message=draft.message,
        content=content,
        asked_at=now(),
        asked_by_id=by.person_id if by else None,
    )
    db.session.add(review)
    record(
        "capability.review_asked",
        subject=review,
        by=by,
        organisation_id=organisation.id,
        reviewer_id=draft.reviewer_id,
        dimension=code,
    )
    return review


def withdraw_review(review: Review, *, by: Actor | None) -> Review:
    """The firm no longer asks, as long as it has not been answered. The documents are closed again."""
    queries.lock_review(review.id)
    if review.state is not ReviewState.ASKED:
        raise Conflict("review_answered")
    review.state = ReviewState.WITHDRAWN
    review.decided_at = now()
    end_permits(review.organisation_id, _ground(review), by=by)
    record("capability.review_withdrawn", subject=review, by=by, organisation_id=review.organisation_id)
    return review


def declare_no_conflict(review: Review, *, by: Actor) -> None:
    """Before she reads what is put before her, somebody of the reviewer declares that she is free to judge it.

    The journal notes who, when, and which version of the statement's words. From then on she, and no colleague who has
    not declared it, may open the documents: until the review is answered, for at most 90 days.
    """
    queries.lock_review(review.id)
    _check_open(review)
    _check_outside(review, by)
    if queries.declared_at(review.id, by.person_id) is None:
        record(
            queries.DECLARED,
            subject=review,
            by=by,
            organisation_id=review.reviewer_id,
            statement=STATEMENT_VERSION,
        )
        _let_open(review, by)


def decide_review(review: Review, draft: VerdictDraft, *, by: Actor) -> Review:
    """Endorse, endorse a lower level, return with what is missing, or decline; always with a reason.

    Whoever is a member of the firm, or was in the last 24 months, decides nothing, also when she joined after it asked;
    a trigger of the database sees to it once more. Of two who decide at once the second is told of the first.
    """
    queries.lock_review(review.id)
    if draft.version != review.version or review.state is not ReviewState.ASKED:
        raise StaleVersion(improvement.name_of(review.decided_by_id), review.decided_at)
    _check_outside(review, by)
    declared = queries.declared_at(review.id, by.person_id)
    if declared is None and draft.state is not ReviewState.DECLINED:
        raise Conflict("conflict_not_declared")
    fault = rules.verdict_fault(draft, review.claimed, today())
    if fault:
        code, field = fault
        raise Refused(code, field=field)
    refuse_identity_numbers(reason=draft.reason)
    review.state = draft.state
    review.reason = draft.reason
    review.no_conflict_at = declared
    review.decided_at = now()
    review.decided_by_id = by.person_id
    if draft.state.is_endorsement:
        review.level = review.claimed if draft.state is ReviewState.ENDORSED else draft.level
        review.expires_on = draft.expires_on or rules.default_expiry(local(review.decided_at).date())
        review.seen_on = draft.seen_on
    if not queries.store_verdict():
        raise Conflict("reviewer_not_outside")
    record(
        "capability.review_decided",
        subject=review,
        by=by,
        organisation_id=review.organisation_id,
        state=review.state.value,
        dimension=review.dimension_code,
    )
    with lent(review.organisation_id):
        end_permits(review.organisation_id, _ground(review), by=by)
        if draft.state.is_endorsement:
            note_changes(review.organisation_id, Cause.REVIEW, review.id, by.person_id)
    return review


@periodic("25 0 * * *", "capability.remind_of_endorsements")
def remind_of_endorsements_of_all() -> None:
    """After midnight: 90, 30 and 7 days before an endorsement ends, the firm is told, once each."""
    for numbers in organisations_in_batches():
        with unit_of_work(acting_for(*numbers)):
            remind_of_endorsements(numbers, today())


def remind_of_endorsements(organisation_ids: Sequence[int], day: date) -> None:
    """For those of these firms' endorsements that end soon, and that no newer one has taken the place of."""
    ending = queries.endorsements_ending(organisation_ids, day, day + timedelta(days=max(REMINDED_DAYS)))
    for review in ending:
        days = (review.expires_on - day).days if review.expires_on else 0
        reached = min(mark for mark in REMINDED_DAYS if days <= mark)
        if review.reminded is not None and review.reminded <= reached:
            continue
        current = rules.endorsement_on(queries.endorsements_of(review.organisation_id), review.dimension_code, day)
        if current and current.review_id == review.id:
            review.reminded = reached
            record(
                "capability.endorsement_ends",
                subject=review,
                organisation_id=review.organisation_id,
                days=days,
            )


def _opened(content: dict[str, Any]) -> list[int]:
    """What the reviewer may open: nothing private, and nothing about a person."""
    return [
        line["id"]
        for dimension in content["dimensions"]
        for line in dimension["evidence"]
        if line["visibility"] != Visibility.PRIVATE.value and not line["personal"]
    ]


def _let_open(review: Review, by: Actor) -> None:
    """Of what was put before the reviewer, what the firm holds and lets others see today."""
    with lent(review.organisation_id):
        facts = improvement.evidence_facts(review.organisation_id, ids=review.content["opened"])
        give_permits(
            review.organisation_id,
            [fact.id for fact in facts if _is_open_to_reviewers(fact)],
            receiver_id=review.reviewer_id,
            person_id=by.person_id,
            ground=_ground(review),
            until=today() + timedelta(days=OPENED_DAYS),
            by=by,
        )


def _is_open_to_reviewers(fact: EvidenceFact) -> bool:
    held = fact.state is EvidenceState.HELD
    return held and fact.visibility is not Visibility.PRIVATE and not fact.personal


def _ground(review: Review) -> str:
    return f"review:{review.id}"


def _check_open(review: Review) -> None:
    if review.state is not ReviewState.ASKED:
        raise Conflict("review_closed")


def _check_outside(review: Review, by: Actor) -> None:
    if queries.is_insider(review.organisation_id, by.person_id, now()):
        raise Conflict("reviewer_not_outside")
    if queries.has_same_owner(review.organisation_id, review.reviewer_id):
        raise Conflict("reviewer_has_same_owner")
