"""Spaces are opened and kept up to date by the rooms above, in their own transactions."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.forum.models import Space
from app.blueprints.forum.terms.spaces import KindShown, SpaceDraft, SpaceKind
from app.core.clock import now
from app.core.db import db

_kinds: dict[SpaceKind, KindShown] = {}


def register_kind(kind: SpaceKind, shown: KindShown) -> None:
    """A room says how its kind of space is called in crumbs, and where such spaces are listed."""
    _kinds[kind] = shown


def kind_shown(kind: str) -> KindShown:
    return _kinds[SpaceKind(kind)]


def open_space(draft: SpaceDraft, *, by: Actor | None) -> Space:
    """A new space; the caller gives it its `path` when it knows it."""
    space = Space(path=None)
    db.session.add(space)
    keep_up(space, draft, by=by)
    return space


def keep_up(space: Space, draft: SpaceDraft, *, by: Actor | None) -> None:
    """What the room above says of its space now."""
    for name in SpaceDraft.__dataclass_fields__:
        setattr(space, name, getattr(draft, name))
    space.changed_at, space.changed_by = now(), by.person_id if by else None
    db.session.flush()
