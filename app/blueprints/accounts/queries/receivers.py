"""To whom a firm may show something of itself: organisations that the ministry's staff have verified."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, literal, or_, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Check, Kind
from app.core.db import db

MOST_RECEIVERS = 40
"""So many are shown at once; whoever has more to choose from says more of the name."""


def receivers(organisation_id: int, wanted: str = "", *, kinds: Collection[Kind] = tuple(Kind)) -> list[Row[Any]]:
    """Verified organisations of these kinds, the firm itself left out: id, name, number, kind; one more than are shown.

    `wanted` is a part of the name, or of the number (blanks in it do not count).
    """
    query = _receivers(organisation_id, kinds)
    if wanted:
        digits = "".join(wanted.split())
        by_number = Organisation.number.startswith(digits, autoescape=True) if digits.isdecimal() else literal(False)  # noqa: FBT003
        query = query.where(or_(Organisation.name.icontains(wanted, autoescape=True), by_number))
    order = (Organisation.sort_key, Organisation.name, Organisation.id)
    return list(db.session.execute(query.order_by(*order).limit(MOST_RECEIVERS + 1)))


def find_receiver(organisation_id: int, receiver_id: int, *, kinds: Collection[Kind] = tuple(Kind)) -> Row[Any] | None:
    """One of them: id, name, number, kind; None for what cannot receive."""
    return db.session.execute(_receivers(organisation_id, kinds).where(Organisation.id == receiver_id)).one_or_none()


def _receivers(organisation_id: int, kinds: Collection[Kind]) -> Any:
    return select(Organisation.id, Organisation.name, Organisation.number, Organisation.kind).where(
        Organisation.id != organisation_id,
        Organisation.kind.in_(kinds),
        Organisation.check == Check.VERIFIED,
        Organisation.deleted_on.is_(None),
    )
