"""Who may, in one line each; what is not said here is denied.

`space` is a Space, or a row that says who hosts one (`organisation_id`) and its `state`: a thread's row says both.
"""

from typing import Any, Protocol

from app.blueprints.accounts.policies import Anyone
from app.blueprints.accounts.terms import Kind, Role
from app.blueprints.forum.models import Post
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.forum.terms.spaces import SpaceState
from app.blueprints.forum.terms.writing import Screened

WRITERS = (Role.OWNER, Role.EDITOR)
HOSTS = (Kind.BUYER, Kind.MINISTRY)
_WITH_FILES = (PostState.VISIBLE, PostState.WAITING, PostState.RETURNED)


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


def can_tend_thread(actor: Anyone, thread: Any) -> bool:
    """What waits for a moderator is nobody else's yet, a host's neither."""
    return can_read_thread(actor, thread) and can_tend_space(actor, thread)


def can_tend_post(actor: Anyone, post: Any) -> bool:
    """A row of a post that says its own state as `post_state`: what the host can see of it, or a moderator."""
    seen = post.post_state in (PostState.VISIBLE, PostState.MOVED) or actor.is_moderator
    return seen and can_tend_space(actor, post)


def can_move_thread(actor: Anyone, thread: Hosted) -> bool:
    """To another space, which may be another's: moderators only."""
    return can_read_space(actor, thread) and actor.is_moderator


def can_read_looking_after(actor: Anyone, space: Hosted) -> bool:
    """When somebody is there, and what is read first: the host's own people, and those who decide it."""
    hosts = space.organisation_id is not None and actor.has_role(space.organisation_id)
    return actor.is_authenticated and (can_look_after(actor) or (can_read_space(actor, space) and hosts))


def can_look_after(actor: Anyone, *_things: object) -> bool:
    """Say when a space is looked after, and what is read before others see it: moderators."""
    return actor.is_moderator


def can_keep_forums(actor: Anyone, *_things: object) -> bool:
    """Open, change and close the platform's own forums: the ministry's staff."""
    return actor.is_moderator or actor.is_administrator


def can_read_thread(actor: Anyone, thread: Any) -> bool:
    return thread.seq > 0 or actor.is_moderator or (actor.is_authenticated and actor.person_id == thread.author_id)


def can_write_in_thread(actor: Anyone, thread: Any) -> bool:
    return can_read_thread(actor, thread) and can_take_part(actor, thread)


def can_keep_drafts(actor: Anyone, *_things: object) -> bool:
    """Whoever may write for somebody; at which place is asked of that place."""
    return any(m.role in WRITERS for m in actor.memberships)


def can_discard_draft(actor: Anyone, draft: Any) -> bool:
    return actor.is_authenticated and actor.person_id == draft.person_id


def can_read_own(actor: Anyone, *_things: object) -> bool:
    """What she has for herself."""
    return actor.is_authenticated


def can_read_post(actor: Anyone, post: Post) -> bool:
    return post.state in (PostState.VISIBLE, PostState.MOVED) or actor.is_moderator or _is_author(actor, post)


def can_read_file(actor: Anyone, post: Post, file: Any) -> bool:
    """A file that hangs on the post and is clean; with a post that was taken away its files are.

    Readers open what has been read for identity numbers; its author and moderators the rest too.
    """
    hers = actor.is_moderator or _is_author(actor, post)
    there = file.post_id == post.id and post.state in _WITH_FILES and can_read_post(actor, post)
    return there and (hers or file.screened == Screened.PASSED)


def can_read_tended(actor: Anyone, post: Any) -> bool:
    """A row of a post that says its own state as `post_state`: what everybody may see of it."""
    return can_read_space(actor, post) and post.post_state == PostState.VISIBLE


def can_change_post(actor: Anyone, post: Post) -> bool:
    moved = post.state == PostState.MOVED  # only a number is left here
    return not moved and _is_author(actor, post) and _writes_for(actor, post.organisation_id)


def can_keep_own_list(actor: Anyone, *_things: object) -> bool:
    """What one follows and how far one has read is everybody's own who is signed in."""
    return actor.is_authenticated


def can_follow_thread(actor: Anyone, thread: Any) -> bool:
    return actor.is_authenticated and can_read_thread(actor, thread)


def can_follow_space(actor: Anyone, space: Hosted) -> bool:
    return actor.is_authenticated and can_read_space(actor, space)


def can_follow_host(actor: Anyone, organisation: Any) -> bool:
    """Whoever hosts dialogues: buyers, and the ministry."""
    return actor.is_authenticated and organisation.kind in HOSTS


def _is_author(actor: Anyone, post: Post) -> bool:
    return actor.is_authenticated and actor.person_id == post.author_id


def _writes_for(actor: Anyone, organisation_id: int | None) -> bool:
    member = actor.membership(organisation_id) if organisation_id is not None else None
    return member is not None and member.role in WRITERS
