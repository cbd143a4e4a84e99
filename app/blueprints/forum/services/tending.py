"""Looking after a space: pins, locks, the host's answers, and which organisations share what a post says."""

from typing import Any

from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor
from app.blueprints.forum.models import Post
from app.blueprints.forum.policies import WRITERS
from app.blueprints.forum.queries import tending, writing
from app.blueprints.forum.rules.posts import must_wait
from app.blueprints.forum.rules.tree import may_be_answer
from app.blueprints.forum.services.posts import refuse_unless_open
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.forum.terms.tending import MOST_PINNED, LockReason
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.errors import Conflict, Refused


def pin(thread_id: int, *, by: Actor) -> None:
    """First in the list of its space, whatever is written elsewhere; at most three are."""
    refuse_silenced(by)
    space_id = writing.lock_thread(thread_id).space_id
    thread = tending.thread_tended(thread_id)
    if thread.pinned_at is not None:
        return
    if thread.seq == 0:
        raise Conflict("thread_waits")
    writing.lock_space(space_id)
    if tending.count_pinned(space_id) >= MOST_PINNED:
        raise Conflict("too_many_pinned", limit=MOST_PINNED)
    tending.set_thread(thread_id, pinned_at=now())
    _record("forum.thread_pinned", thread_id, by)


def unpin(thread_id: int, *, by: Actor) -> None:
    writing.lock_thread(thread_id)
    if tending.thread_tended(thread_id).pinned_at is not None:
        tending.set_thread(thread_id, pinned_at=None)
        _record("forum.thread_unpinned", thread_id, by)


def lock(thread_id: int, reason: LockReason, *, by: Actor | None) -> None:
    """No more posts, and everybody is told why. What is there can be read, and its authors may still change it.

    `by` None: a decision of moderation, which says who.
    """
    refuse_silenced(by)
    writing.lock_thread(thread_id)
    tending.set_thread(thread_id, locked=True, lock_reason=reason)
    _record("forum.thread_locked", thread_id, by, reason=reason.value)


def unlock(thread_id: int, *, by: Actor | None) -> None:
    if writing.lock_thread(thread_id).locked:
        tending.set_thread(thread_id, locked=False, lock_reason=None)
        _record("forum.thread_unlocked", thread_id, by)


def mark_answer(post: Post, *, by: Actor) -> None:
    """The post is its host's answer: one that the host itself wrote, or in the platform's own spaces the ministry."""
    refuse_silenced(by)
    writing.lock_thread_of(post)
    if post.state is not PostState.VISIBLE:
        raise Conflict("only_what_is_seen_is_an_answer")
    if not may_be_answer(tending.post_tended(post.id)):
        raise Conflict("answer_is_the_hosts_own")
    if post.answer_at is None:
        tending.set_answer(post.id, by.person_id)
        record("forum.answer_marked", subject=post, by=by, organisation_id=post.organisation_id, seq=post.seq)


def unmark_answer(post: Post, *, by: Actor) -> None:
    writing.lock_thread_of(post)
    if post.answer_at is not None:
        tending.set_answer(post.id, None)
        record("forum.answer_unmarked", subject=post, by=by, organisation_id=post.organisation_id, seq=post.seq)


def share(post: Post, organisation_id: int, *, by: Actor) -> None:
    """ "We share this": an organisation's word, once, for what another has written."""
    refuse_silenced(by)
    member = by.membership(organisation_id)
    if member is None or member.role not in WRITERS:
        raise Refused("not_for_this_organisation", field="organisation_id")
    if must_wait(member.check, member.authority):
        raise Conflict("support_waits_for_verification")
    # The post alone is held: supporters wait for each other only, and never while they hold a thread.
    found = tending.lock_post(post.id)
    if found.organisation_id == organisation_id:
        raise Conflict("own_post_is_not_supported")
    if found.state != PostState.VISIBLE:
        raise Conflict("only_what_is_seen_is_supported")
    place = tending.post_tended(post.id)
    refuse_unless_open(place)
    if place.locked:
        raise Conflict("thread_is_locked")
    if tending.add_support(post.id, organisation_id, by.person_id):
        tending.count_support(post.id, 1)
        record("forum.support_given", subject=("forum_post", post.id), by=by, organisation_id=organisation_id)


def take_back(post: Post, organisation_id: int, *, by: Actor) -> None:
    """An organisation no longer shares it; this is possible for as long as the post is there."""
    member = by.membership(organisation_id)
    if member is None or member.role not in WRITERS:
        raise Refused("not_for_this_organisation", field="organisation_id")
    tending.lock_post(post.id)
    if tending.remove_support(post.id, organisation_id):
        tending.count_support(post.id, -1)
        record("forum.support_withdrawn", subject=("forum_post", post.id), by=by, organisation_id=organisation_id)


def _record(what: str, thread_id: int, by: Actor | None, **data: Any) -> None:
    record(what, subject=("forum_thread", thread_id), by=by, **data)
