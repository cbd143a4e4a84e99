"""Who is no outsider to an organisation: whoever must judge it impartially is asked about here."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, cast, literal, or_, select
from sqlalchemy.dialects.postgresql import INTERVAL
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Membership
from app.blueprints.accounts.terms import OUTSIDE_MONTHS, Role
from app.core.db import db


def owned_alike(organisation_id: int) -> Select[Any]:
    """The organisations that somebody owns here who owns this one too."""
    here, there = aliased(Membership), aliased(Membership)
    return (
        select(there.organisation_id)
        .join(here, here.person_id == there.person_id)
        .where(
            here.organisation_id == organisation_id,
            *(found for side in (here, there) for found in (side.role == Role.OWNER, side.ended_at.is_(None))),
        )
    )


def has_same_owner(organisation_id: int, other_id: int) -> bool:
    """Whether the same person owns both here today: then nobody of the one is an outsider to the other."""
    alike = owned_alike(organisation_id).subquery()
    query = select(alike.c.organisation_id).where(alike.c.organisation_id == other_id).limit(1)
    return db.session.scalar(query) is not None


def is_insider(organisation_id: int, person_id: int, at: datetime) -> bool:
    """Whether somebody has a role in an organisation, or had one in the last 24 months; a worker's counts as any."""
    query = select(Membership.id).where(
        Membership.organisation_id == organisation_id,
        Membership.person_id == person_id,
        or_(
            Membership.ended_at.is_(None),
            Membership.ended_at > literal(at) - cast(f"{OUTSIDE_MONTHS} months", INTERVAL),
        ),
    )
    return db.session.scalar(query) is not None
