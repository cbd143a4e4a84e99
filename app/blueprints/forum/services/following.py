"""What somebody follows. Her own word on a thing is kept until she takes it back, also when it is "nothing"."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.forum.models import Post
from app.blueprints.forum.queries import following as queries
from app.blueprints.forum.queries import unread
from app.blueprints.forum.terms.following import Followed, Level
from app.core.clock import now


def follow(kind: Followed, number: int, level: Level, *, by: Actor) -> None:
    queries.set_level(by.person_id, kind, number, level, now())


def forget(kind: Followed, number: int, *, by: Actor) -> None:
    """She takes back her word on this: what she has said of something larger holds."""
    queries.forget(by.person_id, kind, number)


def after_writing(post: Post, *, by: Actor) -> bool:
    """Whoever writes in a thread follows it, unless she has said otherwise; her own post is no news to her.

    True when that is new, so that she is told.
    """
    if post.seq is not None:
        unread.read_own(by.person_id, post.thread_id, post.seq)
    return queries.follow_if_unsaid(by.person_id, post.thread_id, now())


def stop_thread(person_id: int, thread_id: int) -> None:
    """From the link in a mail: of this thread only what answers or mentions her, or nothing, if that was her word."""
    known = queries.level_of(person_id, Followed.THREAD, thread_id)
    if known is not Level.NOTHING and queries.thread_exists(thread_id):
        queries.set_level(person_id, Followed.THREAD, thread_id, Level.REPLIES, now())
