"""What a buyer compares: one statement for all who have shared, whatever their number."""

from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import joinedload

from app.blueprints.accounts.models import Organisation
from app.blueprints.requirements.models import Profile, Share, ShareContent
from app.blueprints.requirements.terms import (
    COMPARED_AT_ONCE,
    Order,
    ProfileState,
    Purpose,
    SharedLevels,
    ShareKind,
)
from app.core.clock import today
from app.core.db import db

MOST_PROFILES = 100
ORDERS = {
    Order.NAME: (Organisation.sort_key, Organisation.name, Organisation.id),
    Order.NUMBER: (Organisation.number, Organisation.id),
}


def shared_levels(
    receiver_id: int, purpose: Purpose, *, order: Order = Order.NAME, page: int = 1, length: int = COMPARED_AT_ONCE
) -> tuple[list[SharedLevels], int]:
    """The firms that share with this receiver for this very purpose, and how many they are in all.

    One row a firm: the newest of its living shares, else of its snapshots. Reads the levels, never the rest.
    """
    chosen = (
        select(Share.id)
        .where(
            Share.receiver_id == receiver_id,
            Share.purpose == purpose,
            Share.withdrawn_at.is_(None),
            Share.until >= today(),
        )
        .distinct(Share.organisation_id)
        .order_by(Share.organisation_id, Share.kind != ShareKind.LIVING, Share.id.desc())
        .subquery("chosen")
    )
    query = (
        select(
            Share.organisation_id,
            Organisation.name,
            Organisation.number,
            Share.id.label("share_id"),
            Share.kind,
            Share.until,
            Share.shared_at,
            ShareContent.levels,
            func.count().over().label("total"),
        )
        .join(chosen, chosen.c.id == Share.id)
        .join(Organisation, Organisation.id == Share.organisation_id)
        .join(
            ShareContent,
            and_(
                ShareContent.share_id == Share.id,
                ShareContent.organisation_id == Share.organisation_id,
                ShareContent.emptied_at.is_(None),
            ),
        )
        .order_by(*ORDERS[order])
        .limit(length)
        .offset((page - 1) * length)
    )
    rows = [row._asdict() for row in db.session.execute(query)]
    total = rows[0]["total"] if rows else 0
    return [SharedLevels(**{name: value for name, value in row.items() if name != "total"}) for row in rows], total


def offered_profiles(organisation_id: int) -> list[Row[Any]]:
    """The buyer's own published profiles, newest first: id, title, language."""
    query = (
        select(Profile.id, Profile.title, Profile.language)
        .where(Profile.organisation_id == organisation_id, Profile.state == ProfileState.PUBLISHED)
        .order_by(Profile.published_at.desc(), Profile.id.desc())
        .limit(MOST_PROFILES)
    )
    return list(db.session.execute(query))


def own_published(organisation_id: int, profile_id: int) -> Profile | None:
    """One of the buyer's own profiles that is, or was, published; with its requirements."""
    query = (
        select(Profile)
        .where(Profile.id == profile_id, Profile.organisation_id == organisation_id, Profile.published_at.is_not(None))
        .options(joinedload(Profile.requirements))
    )
    return db.session.scalars(query).unique().one_or_none()
