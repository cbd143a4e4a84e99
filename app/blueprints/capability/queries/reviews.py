"""Who was asked to endorse what, and what they answered. Row-level security shows both sides the same rows."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.accounts.queries.outsiders import owned_alike
from app.blueprints.accounts.terms import Check
from app.blueprints.capability.models import Review
from app.blueprints.capability.terms import (
    ENDORSING,
    MOST_REVIEWERS,
    REVIEWING_KINDS,
    ReviewLine,
    ReviewState,
)
from app.blueprints.journal.queries import entries_about
from app.core.db import db

DECLARED = "capability.no_conflict_declared"
MOST_LINES = 200


def get_review(review_id: int) -> Review:
    return db.session.scalars(select(Review).where(Review.id == review_id)).one()


def lock_review(review_id: int) -> Review:
    """As it is now, and nobody else's until this transaction ends."""
    query = select(Review).where(Review.id == review_id).with_for_update(key_share=True)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def open_review(organisation_id: int, reviewer_id: int, code: str) -> Review | None:
    """What the firm has asked this reviewer about the dimension already, and waits for."""
    query = select(Review).where(
        Review.organisation_id == organisation_id,
        Review.reviewer_id == reviewer_id,
        Review.dimension_code == code,
        Review.state == ReviewState.ASKED,
    )
    return db.session.scalar(query)


def reviews_of(organisation_id: int, code: str | None = None) -> list[ReviewLine]:
    """What the firm has asked for, the newest first."""
    query = _lines(Review.organisation_id == organisation_id)
    return _read(query.where(Review.dimension_code == code) if code else query)


def reviews_for(reviewer_id: int) -> list[ReviewLine]:
    """What others have asked of this organisation: what waits first, the oldest of it in front."""
    query = _lines(Review.reviewer_id == reviewer_id, Review.state != ReviewState.WITHDRAWN)
    lines = _read(query)
    waiting = [line for line in lines if line.state is ReviewState.ASKED]
    return [*waiting[::-1], *(line for line in lines if line.state is not ReviewState.ASKED)]


def review_line(review_id: int) -> ReviewLine:
    """One of them, with the names of those it concerns."""
    return _read(_lines(Review.id == review_id))[0]


def _lines(*conditions: ColumnElement[bool]) -> Select[Any]:
    firm, reviewer, person = aliased(Organisation), aliased(Organisation), aliased(Person)
    return (
        select(
            Review.id,
            Review.organisation_id,
            firm.name.label("organisation"),
            Review.reviewer_id,
            reviewer.name.label("reviewer"),
            Review.dimension_code.label("code"),
            Review.claimed,
            Review.state,
            Review.level,
            Review.reason,
            Review.seen_on,
            Review.asked_at,
            Review.decided_at,
            person.name.label("decided_by"),
            Review.expires_on,
            Review.message,
        )
        .join(firm, firm.id == Review.organisation_id)
        .join(reviewer, reviewer.id == Review.reviewer_id)
        .outerjoin(person, person.id == Review.decided_by_id)
        .where(*conditions)
        .order_by(Review.id.desc())
        .limit(MOST_LINES)
    )


def _read(query: Select[Any]) -> list[ReviewLine]:
    return [ReviewLine(**row._asdict()) for row in db.session.execute(query)]


def reviewers(organisation_id: int, name: str = "") -> list[Row[Any]]:
    """Verified organisations that a firm may ask, by name: id, name, kind; one more than are shown at once."""
    query = _reviewing(organisation_id)
    if name:
        query = query.where(Organisation.name.icontains(name, autoescape=True))
    return list(db.session.execute(query.order_by(Organisation.name, Organisation.id).limit(MOST_REVIEWERS + 1)))


def _reviewing(organisation_id: int) -> Select[Any]:
    return select(Organisation.id, Organisation.name, Organisation.kind).where(
        Organisation.id != organisation_id,
        Organisation.kind.in_(REVIEWING_KINDS),
        Organisation.check == Check.VERIFIED,
        Organisation.deleted_on.is_(None),
        Organisation.id.not_in(owned_alike(organisation_id)),
    )


def is_reviewer(organisation_id: int, reviewer_id: int) -> bool:
    """Whether the firm may ask this organisation: another one, of a kind that reviews, verified, and still there.

    And nobody owns both: a second organisation of the same owner's is no outsider.
    """
    query = _reviewing(organisation_id).where(Organisation.id == reviewer_id)
    return db.session.scalar(query) is not None


def store_verdict() -> bool:
    """Send what was decided to the database; False when its trigger finds that the reviewer is no outsider."""
    try:
        with db.session.begin_nested():
            db.session.flush()
    except IntegrityError as error:
        if "reviewer_is_not_outside" in str(error.orig):
            return False
        raise
    return True


def declared_at(review_id: int, person_id: int) -> datetime | None:
    """When she declared to have no conflict of interest in this review, if she has."""
    entries = entries_about(Review.__tablename__, review_id)
    return next((entry.at for entry in entries if entry.what == DECLARED and entry.by_id == person_id), None)


def endorsements_ending(organisation_ids: Sequence[int], since: date, through: date) -> list[Review]:
    """Endorsements of these firms whose last day lies in between, the first to end in front."""
    query = select(Review).where(
        Review.organisation_id.in_(organisation_ids),
        Review.state.in_(ENDORSING),
        Review.expires_on.between(since, through),
    )
    return list(db.session.scalars(query.order_by(Review.expires_on, Review.id)))
