"""The secret addresses at which members' calendars fetch a plan's days."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select, update

from app.blueprints.accounts.models import Membership, Organisation, Person
from app.blueprints.accounts.terms import Role
from app.blueprints.improvement.models import Feed
from app.core.db import db


@dataclass(frozen=True, slots=True)
class OpenFeed:
    """A feed whose owner is a member today: `organisation` is the firm's name."""

    id: int
    organisation_id: int
    organisation: str
    locale: str
    used_at: datetime | None


def find_feed(organisation_id: int, token_hash: bytes) -> OpenFeed | None:
    """The feed at this address, as long as it is the current one and its owner acts for the firm."""
    query = (
        select(Feed.id, Feed.organisation_id, Organisation.name, Feed.locale, Feed.used_at)
        .join(Organisation, Organisation.id == Feed.organisation_id)
        .join(Person, Person.id == Feed.person_id)
        .join(
            Membership,
            and_(Membership.person_id == Feed.person_id, Membership.organisation_id == Feed.organisation_id),
        )
        .where(
            Feed.organisation_id == organisation_id,
            Feed.token_hash == token_hash,
            Feed.ended_at.is_(None),
            Membership.ended_at.is_(None),
            Membership.role != Role.WORKER,  # who does not see the plan
            Person.closed_at.is_(None),
        )
    )
    row = db.session.execute(query).one_or_none()
    return OpenFeed(*row) if row else None


def current_feed(organisation_id: int, person_id: int) -> Feed | None:
    query = select(Feed).where(
        Feed.organisation_id == organisation_id, Feed.person_id == person_id, Feed.ended_at.is_(None)
    )
    return db.session.scalar(query)


def note_use(feed_id: int, at: datetime) -> None:
    db.session.execute(update(Feed).where(Feed.id == feed_id).values(used_at=at))
