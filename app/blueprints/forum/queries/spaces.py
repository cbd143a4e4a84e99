"""Spaces: one for its page, one to be changed, and the open forums."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, literal_column, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.forum.models import Space
from app.blueprints.forum.queries.reading import read
from app.blueprints.forum.terms.spaces import SpaceState
from app.core.db import db

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
_FORUMS = _SHOWN.where(Space.kind == literal_column("'forum'"), Space.state != literal_column("'hidden'")).order_by(
    Space.id
)


def space_shown(space_id: int) -> Row[Any]:
    """One space with its host's name; nothing for one that nobody sees yet."""
    return read(_ONE, {"id": space_id}).one()


def forums() -> Sequence[Row[Any]]:
    """The open forums of the platform. They are few: ministry staff open them."""
    return read(_FORUMS, {}).all()


def get_space(space_id: int) -> Space:
    """The space, to be changed."""
    return db.session.scalars(select(Space).where(Space.id == space_id)).one()
