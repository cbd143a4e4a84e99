"""Posts are taken out of sight by a moderator, and shown again: hidden, sent back, handed over; and all of it undone.

A mark keeps how the post stood, so that what is undone stands as if nothing had been done.
"""

from datetime import datetime

from app.blueprints.forum import queries
from app.blueprints.forum.models import Post
from app.blueprints.forum.queries import writing
from app.blueprints.forum.rules import paths
from app.blueprints.forum.services import originals
from app.blueprints.forum.terms.posts import HANDED_OVER, PostState
from app.blueprints.journal.services import record
from app.blueprints.moderation.terms.decisions import Order
from app.blueprints.moderation.terms.subjects import Doing, Mark
from app.core.clock import now
from app.core.db import db

_TAKEN = (PostState.HIDDEN, PostState.RETURNED)
_STANDS = (PostState.VISIBLE, PostState.WAITING)


def hide(post_id: int, *, reason_code: str, at: datetime) -> None:
    """Out of sight; at its number stands why and since when. The title goes with the post that opened the thread."""
    _take(post_id, PostState.HIDDEN, reason_code, at, "forum.post_hidden")


def restore(post_id: int) -> None:
    """As if it had never been hidden or sent back; one that was stopped while it waited now gets its number."""
    post, space_id = _locked(post_id)
    if post.state in _TAKEN:
        _show(post, space_id, "forum.post_restored")


def release(post_id: int) -> None:
    """A post that waited is published: with the number it had, or the next of its thread."""
    post, space_id = _locked(post_id)
    if post.state is PostState.WAITING:
        # Followers were told of one with a number when it first came.
        _show(post, space_id, "forum.post_released" if post.seq is None else "forum.post_restored")


def _send_back(post_id: int, order: Order) -> Mark:
    """To its author, who changes it; it then waits to be read again."""
    return _take(post_id, PostState.RETURNED, order.reason_code, order.at, "forum.post_sent_back")


def _hand_over(post_id: int, order: Order) -> Mark:
    """Out of sight: the buyer has it as protected input."""
    return _take(post_id, PostState.HIDDEN, HANDED_OVER, order.at, "forum.post_handed_over")


def _take(post_id: int, state: PostState, reason: str, at: datetime, what: str) -> Mark:
    """What stands, or waits, goes out of sight; gives how it stood, or nothing when it was out of sight already."""
    post, space_id = _locked(post_id)
    if post.state not in _STANDS:
        return {}
    mark = _mark(post)
    was_visible = post.state is PostState.VISIBLE
    post.state, post.reason, post.hidden_at = state, reason, at
    db.session.flush()
    if was_visible:
        writing.count_posts(post.thread_id, space_id, -1)
    _told(post, what, hidden=True)
    return mark | {"now": state.value}


def _mark(post: Post) -> Mark:
    since = post.hidden_at
    return {"was": post.state.value, "reason": post.reason, "since": since.isoformat() if since else None}


def _take_back(post_id: int, mark: Mark) -> None:
    """As the mark says that it stood, if it still stands as the decision left it."""
    post, space_id = _locked(post_id)
    if not mark or post.state != mark["now"]:
        return
    if mark["was"] == PostState.VISIBLE:
        _show(post, space_id, "forum.post_restored")
        return
    since = mark["since"]
    post.state, post.reason = PostState.WAITING, mark["reason"]
    post.hidden_at = datetime.fromisoformat(since) if since else None
    db.session.flush()
    _told(post, "forum.post_waits_again", hidden=post.hidden_at is not None)


def _show(post: Post, space_id: int, what: str) -> None:
    is_new = post.seq is None
    if post.seq is None:
        parent = writing.path_of(post.parent_id, post.thread_id) if post.parent_id else None
        post.seq = writing.next_number(post.thread_id, now())
        post.path = paths.below(parent or b"", post.seq)
        post.posted_at = now()
    post.state, post.reason, post.hidden_at = PostState.VISIBLE, None, None
    db.session.flush()
    writing.count_posts(post.thread_id, space_id, 1, threads=int(is_new and post.seq == 1))
    _told(post, what, hidden=False, meaning=is_new)


def _told(post: Post, what: str, *, hidden: bool, meaning: bool = False) -> None:
    """The thread's title, the translations and the journal follow the post."""
    if writing.is_opening_post(post):
        writing.hide_title(post.thread_id, hidden=hidden)
    originals.post_changed(post.id, meaning=meaning)
    record(what, subject=post, by=None, organisation_id=post.organisation_id, reason=post.reason, seq=post.seq)


def _locked(post_id: int) -> tuple[Post, int]:
    post = queries.get_post(post_id)
    return post, writing.lock_thread_of(post).space_id


SENDING_BACK = Doing(do=_send_back, undo=_take_back)
HANDING_OVER = Doing(do=_hand_over, undo=_take_back)
