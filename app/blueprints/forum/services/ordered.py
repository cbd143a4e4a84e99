"""A moderator's decision moves a post to another thread, or locks the thread in which it stands; and back."""

from app.blueprints.forum import queries
from app.blueprints.forum.queries import tending as locks
from app.blueprints.forum.queries import writing
from app.blueprints.forum.rules.targets import thread_of
from app.blueprints.forum.services import moving, tending
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.forum.terms.tending import LockReason, MoveDraft
from app.blueprints.moderation.terms.decisions import Order
from app.blueprints.moderation.terms.subjects import Doing, Mark
from app.core.errors import Refused


def _move(post_id: int, order: Order) -> Mark:
    """To the end of another thread of its space, with what answers it; its old number leads there."""
    thread_id = thread_of(order.target)
    if thread_id is None:
        raise Refused("not_a_thread_of_this_space", field="target")
    post = queries.get_post(post_id)
    source = post.thread_id
    try:
        moving.move_post(post, MoveDraft(thread_id=thread_id), by=None)
    except Refused as error:
        raise Refused(error.code, field="target", **error.params) from None
    return {"from": source, "to": thread_id}


def _move_back(post_id: int, mark: Mark) -> None:
    """Its numbers there and here lead on to where it stands again: at the end, since no number is given twice."""
    post = queries.get_post(post_id)
    if mark and post.thread_id == mark["to"] and post.state is PostState.VISIBLE:
        moving.move_post(post, MoveDraft(thread_id=mark["from"]), by=None)


def _lock(post_id: int, _order: Order) -> Mark:
    thread_id = queries.get_post(post_id).thread_id
    writing.lock_thread(thread_id)
    was = locks.thread_tended(thread_id)
    tending.lock(thread_id, LockReason.MODERATOR, by=None)
    return {"thread": thread_id, "locked": was.locked, "reason": was.lock_reason.value if was.lock_reason else None}


def _unlock(_post_id: int, mark: Mark) -> None:
    """Open again, or locked for the reason that it was locked for before."""
    writing.lock_thread(mark["thread"])
    if locks.thread_tended(mark["thread"]).lock_reason is not LockReason.MODERATOR:
        return
    if mark["reason"]:
        tending.lock(mark["thread"], LockReason(mark["reason"]), by=None)
    elif not mark["locked"]:
        tending.unlock(mark["thread"], by=None)


MOVING = Doing(do=_move, undo=_move_back)
LOCKING = Doing(do=_lock, undo=_unlock)
