"""One function a question about yearly reviews."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.queries.organisations import people_with
from app.blueprints.accounts.terms import Kind, Role
from app.blueprints.internal_control.models import Firm, Point, Review
from app.core.db import db


def reviews_of(organisation_id: int) -> Sequence[Review]:
    """All of them, the newest year first; one a year."""
    query = select(Review).where(Review.organisation_id == organisation_id).order_by(Review.year.desc())
    return db.session.scalars(query).all()


def get_review(review_id: int) -> Review:
    return db.session.scalars(select(Review).where(Review.id == review_id)).one()


def lock_review(review: Review) -> Review:
    """Read anew and alone until the transaction ends."""
    query = select(Review).where(Review.organisation_id == review.organisation_id, Review.id == review.id)
    return db.session.scalars(query.with_for_update(), execution_options={"populate_existing": True}).one()


def newest_review(organisation_id: int) -> Review | None:
    query = select(Review).where(Review.organisation_id == organisation_id).order_by(Review.year.desc()).limit(1)
    return db.session.scalars(query).one_or_none()


def review_to_sign(organisation_id: int, day: date) -> tuple[int, int] | None:
    """(id, year) of the newest review, of this year or the one before, that the firm has signed and the staff has not.

    Where there was nobody to sign for the staff, nothing waits.
    """
    query = (
        select(Review.id, Review.year)
        .where(
            Review.organisation_id == organisation_id,
            Review.year.in_((day.year, day.year - 1)),
            Review.signed_at.is_not(None),
            Review.representative_signed_at.is_(None),
            Review.without_representative.is_(False),
        )
        .order_by(Review.year.desc())
        .limit(1)
    )
    row = db.session.execute(query).one_or_none()
    return (row.id, row.year) if row else None


def representatives(organisation_id: int) -> Sequence[int]:
    """Numbers of those who speak for the staff there today, with open accounts."""
    return people_with(organisation_id, Role.SAFETY_REPRESENTATIVE)


class Reviewing(NamedTuple):
    """A firm that uses the points: since when, when it last held a review, and when it was last reminded."""

    organisation_id: int
    began: date
    last_held: date | None
    reminded_on: date | None


def reviewing_firms(organisation_ids: Collection[int]) -> list[Reviewing]:
    """The suppliers among these that have begun with the eight points or held a review."""
    began = (
        select(Point.organisation_id, func.min(Point.created_at).label("at"))
        .where(Point.organisation_id.in_(organisation_ids))
        .group_by(Point.organisation_id)
        .subquery()
    )
    held = (
        select(Review.organisation_id, func.max(Review.held_on).label("last"), func.min(Review.created_at).label("at"))
        .where(Review.organisation_id.in_(organisation_ids))
        .group_by(Review.organisation_id)
        .subquery()
    )
    query = (
        select(Organisation.id, func.least(began.c.at, held.c.at), held.c.last, Firm.reminded_on)
        .outerjoin(began, began.c.organisation_id == Organisation.id)
        .outerjoin(held, held.c.organisation_id == Organisation.id)
        .outerjoin(Firm, Firm.organisation_id == Organisation.id)
        .where(
            Organisation.id.in_(organisation_ids),
            Organisation.kind == Kind.SUPPLIER,
            func.coalesce(began.c.at, held.c.at).is_not(None),
        )
        .order_by(Organisation.id)
    )
    return [Reviewing(firm, at.date(), last, reminded) for firm, at, last, reminded in db.session.execute(query)]
