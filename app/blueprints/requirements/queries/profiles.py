"""Profiles: a buyer's own, those that are published, and the dimensions that they ask in.

Row-level security stands behind each: a draft is there for its buyer's own people only.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, func, literal, or_, select, tuple_
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload

from app.blueprints.accounts.models import Organisation
from app.blueprints.capability.models import Dimension, Framework
from app.blueprints.capability.queries import newest
from app.blueprints.capability.terms import DEFAULT_FRAMEWORK, own_code
from app.blueprints.requirements.models import Profile, RequirementRow
from app.blueprints.requirements.terms import ProfileState
from app.core.clock import today
from app.core.db import db
from app.core.pages import LENGTH, Page, cut


def get_profile(profile_id: int) -> Profile:
    """The profile with its requirements and its buyer; NoResultFound for another buyer's draft."""
    whole = (joinedload(Profile.requirements), joinedload(Profile.buyer))
    query = select(Profile).where(Profile.id == profile_id).options(*whole)
    return db.session.scalars(query).unique().one()


def published_profile(profile_id: int) -> Profile:
    """The same, and NoResultFound for any draft: for doors through which only what is public is reached.

    What has been withdrawn is still found; `state` says so.
    """
    profile = get_profile(profile_id)
    if profile.published_at is None:
        raise NoResultFound
    return profile


def dimensions_in_force(organisation_id: int) -> list[Dimension]:
    """What a profile of this buyer can ask for today: the common dimensions, then its own; with their levels."""
    day = today()
    return _dimensions(
        or_(
            Dimension.framework_id == newest(DEFAULT_FRAMEWORK, day),
            Dimension.framework_id == newest(own_code(organisation_id), day),
        )
    )


def dimensions_of(profile: Profile) -> list[Dimension]:
    """The dimensions of the versions that a profile was written against, as `dimensions_in_force` gives them."""
    frameworks = [number for number in (profile.framework_id, profile.own_framework_id) if number is not None]
    return _dimensions(Dimension.framework_id.in_(frameworks))


def _dimensions(condition: Any) -> list[Dimension]:
    query = (
        select(Dimension)
        .join(Framework, Framework.id == Dimension.framework_id)
        .where(condition)
        .order_by(Framework.organisation_id.is_not(None), Dimension.position)
        .options(joinedload(Dimension.levels), joinedload(Dimension.framework))
    )
    return list(db.session.scalars(query).unique())


def profiles_of(organisation_id: int, after: int | None = None) -> Page:
    """A buyer's own profiles, newest first, and the key of the next page. For its own people."""
    query = (
        select(
            Profile.id, Profile.title, Profile.language, Profile.state, Profile.published_at, Profile.changed_at,
            Profile.version, _asked().label("asked"),
        )
        .where(Profile.organisation_id == organisation_id)
        .order_by(Profile.id.desc())
        .limit(LENGTH + 1)
    )  # fmt: skip
    if after is not None:
        query = query.where(Profile.id < after)
    return cut(list(db.session.execute(query)), lambda row: row.id)


@dataclass(frozen=True, slots=True)
class PublishedLine:
    """A profile in the list that everybody sees. `asked` counts its requirements, `musts` the must-haves of them."""

    id: int
    title: str
    language: str
    published_at: datetime
    organisation_id: int
    organisation: str
    asked: int
    musts: int


def list_published(*, buyer_id: int | None = None, after: str | None = None) -> Page:
    """Published profiles, newest first, by keyset; those of one buyer only, if asked."""
    query = (
        select(
            Profile.id,
            Profile.title,
            Profile.language,
            Profile.published_at,
            Profile.organisation_id,
            Organisation.name.label("organisation"),
            _asked().label("asked"),
            _asked(RequirementRow.must).label("musts"),
        )
        .join(Organisation, Organisation.id == Profile.organisation_id)
        .where(Profile.state == ProfileState.PUBLISHED)
        .order_by(Profile.published_at.desc(), Profile.id.desc())
        .limit(LENGTH + 1)
    )
    if buyer_id is not None:
        query = query.where(Profile.organisation_id == buyer_id)
    if key := _parse_key(after):
        query = query.where(tuple_(Profile.published_at, Profile.id) < tuple_(*map(literal, key)))
    rows = [PublishedLine(*row) for row in db.session.execute(query)]
    return cut(rows, lambda line: f"{line.published_at.astimezone(UTC):%Y%m%d%H%M%S%f}-{line.id}")


def _parse_key(key: str | None) -> tuple[datetime, int] | None:
    """None for no key, and for one that we never gave."""
    moment, _, number = (key or "").partition("-")
    if len(moment) != 20 or not (moment + number).isascii() or not moment.isdigit() or not number.isdigit():
        return None
    try:
        when = datetime.strptime(moment, "%Y%m%d%H%M%S%f").replace(tzinfo=UTC)
    except ValueError:
        return None
    return (when, int(number)) if len(number) < 19 else None


def _asked(*conditions: Any) -> Any:
    """How many requirements above level 0 a profile has."""
    return (
        select(func.count())
        .where(
            RequirementRow.organisation_id == Profile.organisation_id,
            RequirementRow.profile_id == Profile.id,
            RequirementRow.level > 0,
            *conditions,
        )
        .correlate(Profile)
        .scalar_subquery()
    )


MOST_BUYERS = 300


def buyers() -> list[Row[Any]]:
    """Who has something published: (id, name), by name, as far as a list to choose from is any use."""
    has = select(Profile.id).where(Profile.organisation_id == Organisation.id, Profile.state == ProfileState.PUBLISHED)
    query = (
        select(Organisation.id, Organisation.name)
        .where(has.exists())
        .order_by(Organisation.sort_key, Organisation.name, Organisation.id)
        .limit(MOST_BUYERS)
    )
    return list(db.session.execute(query))
