"""The yearly review: written down, signed for the firm and for the staff, and then standing as it is."""

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.internal_control import queries, rules
from app.blueprints.internal_control.models import Review
from app.blueprints.internal_control.services.duties import is_without_representative
from app.blueprints.internal_control.services.hearing import tell_control
from app.blueprints.internal_control.terms import ReviewDraft, Signing, StaffDraft
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now, today
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


def signing_of(review: Review) -> Signing:
    """Who has signed it."""
    return rules.signing(
        firm=review.signed_at is not None,
        staff=review.representative_signed_at is not None,
        without_representative=review.without_representative,
    )


def write_review(organisation: Organisation, draft: ReviewDraft, *, by: Actor | None) -> Review:
    """The review of a year, of which there is one."""
    _check(draft)
    review = Review(organisation_id=organisation.id, year=draft.year)
    _fill(review, draft, by)
    if not queries.add_unless_there(review):
        raise Refused("review_of_that_year_is_here", field="year", year=draft.year)
    _note("internal_control.review_written", review, by)
    return review


def change_review(review: Review, draft: ReviewDraft, *, by: Actor | None) -> Review:
    """Write something else in it. Whoever had signed it signed something else, and is asked to sign again."""
    _check(draft)
    _lock(review, draft.version)
    had_signed = signing_of(review) is not Signing.NOBODY
    review.signed_at = review.signed_by_id = None
    review.representative_signed_at = review.representative_id = None
    review.without_representative = False
    _fill(review, draft, by)
    _note("internal_control.review_changed", review, by, had_signed=had_signed)
    return review


def sign_for_firm(organisation: Organisation, review: Review, *, version: int | None, by: Actor) -> Review:
    """The owner signs what she has read (`version`)."""
    _lock(review, version)
    if review.signed_at is not None:
        raise Conflict("review_signed_already")
    if review.representative_id == by.person_id:
        raise Conflict("review_needs_two_people")
    review.signed_at, review.signed_by_id = now(), by.person_id
    review.without_representative = is_without_representative(organisation)
    _note("internal_control.review_signed_for_firm", review, by)
    return review


def answer_for_staff(review: Review, draft: StaffDraft, *, by: Actor) -> Review:
    """The safety representative signs for the staff, with or without a comment, or says why not."""
    refuse_identity_numbers(comment=draft.comment)
    if not draft.signs and not draft.comment:
        raise Refused("review_refusal_needs_reason", field="comment")
    _lock(review, draft.version)
    if review.representative_signed_at is not None:
        raise Conflict("review_signed_already")
    if draft.signs and review.signed_by_id == by.person_id:
        raise Conflict("review_needs_two_people")
    review.representative_comment = draft.comment
    if draft.signs:
        review.representative_signed_at, review.representative_id = now(), by.person_id
    what = "signed_for_staff" if draft.signs else "not_signed_for_staff"
    _note(f"internal_control.review_{what}", review, by)
    return review


def _lock(review: Review, version: int | None) -> None:
    """Alone with the review as it is now; one that stands is changed by nobody."""
    queries.lock_review(review)
    if signing_of(review) in rules.STANDS:
        raise Conflict("review_stands")
    if review.version != version:
        raise _stale(review)


def _stale(review: Review) -> StaleVersion:
    """Who wrote in it, or signed it, last."""
    touched = [
        (at, who)
        for at, who in (
            (review.recorded_at, review.recorded_by_id),
            (review.signed_at, review.signed_by_id),
            (review.representative_signed_at, review.representative_id),
        )
        if at is not None
    ]
    at, who = max(touched, key=lambda pair: pair[0])
    return StaleVersion(queries.name_of(who), at)


def _check(draft: ReviewDraft) -> None:
    refuse_identity_numbers(took_part=draft.took_part, findings=draft.findings, decisions=draft.decisions)
    if fault := rules.review_fault(draft, today()):
        code, field = fault
        raise Refused(code, field=field)


def _fill(review: Review, draft: ReviewDraft, by: Actor | None) -> None:
    review.held_on, review.took_part = draft.held_on, draft.took_part
    review.findings, review.decisions = draft.findings, draft.decisions
    review.recorded_at, review.recorded_by_id = now(), by.person_id if by else None


def _note(what: str, review: Review, by: Actor | None, **data: bool) -> None:
    db.session.flush()
    record(what, subject=review, by=by, organisation_id=review.organisation_id, year=review.year, **data)
    tell_control(review.organisation_id)
