"""Spaces: one for its page, one to be changed, and the open forums."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, literal_column, select

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.forum.models import Space, Thread
from app.blueprints.forum.terms.spaces import SpaceKind, SpaceState
from app.core.db import db, read

_SHOWN = (
    select(
        Space.id,
        Space.kind,
        Space.organisation_id,
        Space.path,
        Space.lang.label("space_lang"),
        Space.names,
        Space.about,
        Space.state,
        Space.opens_on,
        Space.closes_on,
        Space.machine_allowed,
        Space.premoderation,
        Space.hours,
        Space.when_unstaffed,
        Space.thread_count,
        Space.post_count,
        Space.changed_at,
        Space.version,
        Organisation.name.label("host"),
    )
    .outerjoin(Organisation, Organisation.id == Space.organisation_id)
)  # fmt: skip
_ONE = _SHOWN.where(Space.id == bindparam("id"), Space.state != SpaceState.HIDDEN)
# Written out, not as a parameter: a prepared plan can only use a partial index whose condition it can read.
_ALL_FORUMS = (
    _SHOWN.add_columns(
        select(func.max(Thread.last_post_at))
        .where(Thread.space_id == Space.id, Thread.seq > literal_column("0"))
        .correlate(Space)
        .scalar_subquery()
        .label("latest_at")
    )
    .where(Space.kind == literal_column("'forum'"))
    .order_by(Space.state.desc(), Space.id)
)
_FORUMS = _ALL_FORUMS.where(Space.state != literal_column("'hidden'"))
_ONE_FORUM = _ONE.where(Space.kind == literal_column("'forum'"))


def space_shown(space_id: int) -> Row[Any]:
    """One space with its host's name; nothing for one that nobody sees yet."""
    return read(_ONE, {"id": space_id}).one()


def seen_space(space_id: int) -> Row[Any] | None:
    """The same, None for one that nobody sees."""
    return read(_ONE, {"id": space_id}).one_or_none()


def forum_shown(space_id: int) -> Row[Any]:
    """One open forum; a dialogue's space has its own page elsewhere."""
    return read(_ONE_FORUM, {"id": space_id}).one()


def forums(*, hidden: bool = False) -> Sequence[Row[Any]]:
    """The platform's forums. They are few: ministry staff open them. `hidden`: also those that were taken away."""
    return read(_ALL_FORUMS if hidden else _FORUMS, {}).all()


def get_forum(space_id: int) -> Space:
    """The forum, to be changed."""
    return db.session.scalars(select(Space).where(Space.id == space_id, Space.kind == SpaceKind.FORUM)).one()


def space_looked_after(space_id: int) -> Row[Any]:
    """A space, whatever its state, with who changed it last: for those who look after it."""
    query = (
        select(
            Space.id, Space.kind, Space.path, Space.organisation_id, Space.names, Space.lang.label("space_lang"),
            Space.state, Space.premoderation, Space.hours, Space.when_unstaffed, Space.changed_at, Space.version,
            Organisation.name.label("host"), Person.name.label("changed_by"),
        )
        .outerjoin(Organisation, Organisation.id == Space.organisation_id)
        .outerjoin(Person, Person.id == Space.changed_by)
        .where(Space.id == space_id)
    )  # fmt: skip
    return db.session.execute(query).one()


def version_of_space(space_id: int) -> int:
    return db.session.execute(select(Space.version).where(Space.id == space_id)).scalar_one()


def spaces_to_choose(but: int, most: int = 50) -> list[Row[Any]]:
    """Where a thread may be moved: all forums, and the spaces that were changed last."""
    query = (
        select(Space.id, Space.names, Space.lang)
        .where(Space.state != SpaceState.HIDDEN, Space.id != but)
        .order_by((Space.kind == SpaceKind.FORUM).desc(), Space.changed_at.desc(), Space.id)
        .limit(most)
    )
    return list(db.session.execute(query))


def get_space(space_id: int) -> Space:
    """The space, to be changed."""
    return db.session.scalars(select(Space).where(Space.id == space_id)).one()
