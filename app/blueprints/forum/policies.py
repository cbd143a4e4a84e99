"""Who may, in one line each; what is not said here is denied.

`space` is a Space, or a row that says who hosts one (`organisation_id`) and its `state`: a thread's row says both.
"""

from typing import Any, Protocol

from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Role
from app.blueprints.forum.models import Post
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.forum.terms.spaces import SpaceState

WRITERS = (Role.OWNER, Role.EDITOR)


class Hosted(Protocol):
    """A space, or a row that says whose it is and in which state."""

    organisation_id: Any
    state: Any


def can_read_space(actor: Anyone, space: Hosted) -> bool:
    return bool(space.state != SpaceState.HIDDEN)


def can_take_part(actor: Anyone, space: Hosted) -> bool:
    return space.state != SpaceState.HIDDEN and any(m.role in WRITERS for m in actor.memberships)


def can_tend_space(actor: Anyone, space: Hosted) -> bool:
    """Pin, lock, mark an answer: the host's writers, and moderators."""
    return can_read_space(actor, space) and (actor.is_moderator or _writes_for(actor, space.organisation_id))


def can_read_thread(actor: Anyone, thread: Any) -> bool:
    return thread.seq > 0 or actor.is_moderator or (actor.is_authenticated and actor.person_id == thread.author_id)


def can_write_in_thread(actor: Anyone, thread: Any) -> bool:
    return can_read_thread(actor, thread) and can_take_part(actor, thread)


def can_read_post(actor: Anyone, post: Post) -> bool:
    return post.state in (PostState.VISIBLE, PostState.MOVED) or actor.is_moderator or _is_author(actor, post)


def can_change_post(actor: Anyone, post: Post) -> bool:
    return _is_author(actor, post) and _writes_for(actor, post.organisation_id)


def _is_author(actor: Anyone, post: Post) -> bool:
    return actor.is_authenticated and actor.person_id == post.author_id


def _writes_for(actor: Anyone, organisation_id: int | None) -> bool:
    member = actor.membership(organisation_id) if organisation_id is not None else None
    return member is not None and member.role in WRITERS
