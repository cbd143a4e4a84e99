"""Set-based writes and locks: numbers and counters are right whatever runs side by side.

A thread's row is locked before its space's, always, so that two writers never wait for each other crosswise.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm.exc import StaleDataError

from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.forum.terms.spaces import SpaceState
from app.core.db import db


@dataclass(frozen=True, slots=True)
class Opening:
    """What a writer must know of the space, and of the thread if there is one, while the row is held."""

    space_id: int
    organisation_id: int | None
    state: str
    opens_on: date | None
    closes_on: date | None
    machine_allowed: bool
    premoderation: str
    hours: dict[str, Any] | None
    when_unstaffed: str
    locked: bool = False


_OPENING = (
    Space.id, Space.organisation_id, Space.state, Space.opens_on, Space.closes_on, Space.machine_allowed,
    Space.premoderation, Space.hours, Space.when_unstaffed,
)  # fmt: skip


def flush() -> bool:
    """Write what was changed; False when somebody else changed the same row first."""
    try:
        db.session.flush()
    except StaleDataError:
        return False
    return True


def lock_space(space_id: int) -> Opening:
    """The space, not to be changed by anybody else until this transaction ends."""
    query = select(*_OPENING).where(Space.id == space_id).with_for_update(key_share=True)
    return Opening(*db.session.execute(query).one())


def lock_thread(thread_id: int) -> Opening:
    """The thread, not to be written in by anybody else until this transaction ends, and its space as it is now."""
    locked = db.session.execute(
        select(Thread.space_id, Thread.locked).where(Thread.id == thread_id).with_for_update(key_share=True)
    ).one()
    query = select(*_OPENING).where(Space.id == locked.space_id)
    found = db.session.execute(query).one()
    return replace(Opening(*found), locked=locked.locked)


def lock_thread_of(post: Post) -> Opening:
    """The thread in which the post stands now, held, and the post as it is now. One that was moved is followed."""
    while True:
        held, point = post.thread_id, db.session.begin_nested()
        thread = lock_thread(held)
        db.session.refresh(post)
        if post.thread_id == held:
            point.commit()
            return thread
        point.rollback()  # lets go of the thread that it has left: two are never held in the wrong order


def published_posts(organisation_id: int, most: int) -> int:
    """How many posts of an organisation everybody sees; counted no further than `most`."""
    seen = (
        select(Post.id).where(Post.organisation_id == organisation_id, Post.state == PostState.VISIBLE).limit(most)
    ).subquery()
    return db.session.execute(select(func.count()).select_from(seen)).scalar_one()


def next_number(thread_id: int, at: datetime) -> int:
    """The next number of the thread; dense, since a rollback gives it back."""
    statement = (
        update(Thread)
        .where(Thread.id == thread_id)
        .values(seq=Thread.seq + 1, last_post_at=at)
        .returning(Thread.seq)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(statement).scalar_one()


def count_posts(thread_id: int, space_id: int, change: int, *, threads: int = 0) -> SpaceState:
    """Posts more or less that everybody sees, and threads more; gives the space's state, which now is held."""
    db.session.execute(
        update(Thread)
        .where(Thread.id == thread_id)
        .values(post_count=Thread.post_count + change)
        .execution_options(synchronize_session=False)
    )
    statement = (
        update(Space)
        .where(Space.id == space_id)
        .values(post_count=Space.post_count + change, thread_count=Space.thread_count + threads)
        .returning(Space.state)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(statement).scalar_one()


def post_with_number(thread_id: int, seq: int) -> Row[Any] | None:
    """The post that is answered (id, path), if it is in this thread and can be seen."""
    query = select(Post.id, Post.path).where(
        Post.thread_id == thread_id, Post.seq == seq, Post.state == PostState.VISIBLE
    )
    return db.session.execute(query).one_or_none()


def path_of(post_id: int, thread_id: int) -> bytes | None:
    """Where a post stands in this thread's tree; None when it has left it, or has no number yet."""
    return db.session.scalar(select(Post.path).where(Post.id == post_id, Post.thread_id == thread_id))


def hide_title(thread_id: int, *, hidden: bool) -> None:
    statement = update(Thread).where(Thread.id == thread_id).values(title_hidden=hidden)
    db.session.execute(statement.execution_options(synchronize_session=False))


def open_with(thread_id: int, post_id: int) -> None:
    """The post is the thread's first."""
    statement = update(Thread).where(Thread.id == thread_id).values(opening_post_id=post_id)
    db.session.execute(statement.execution_options(synchronize_session=False))


def title_of(thread_id: int) -> str:
    return db.session.execute(select(Thread.title).where(Thread.id == thread_id)).scalar_one()


def rename(thread_id: int, title: str, lang: str) -> None:
    statement = update(Thread).where(Thread.id == thread_id).values(title=title, lang=lang)
    db.session.execute(statement.execution_options(synchronize_session=False))


def is_opening_post(post: Post) -> bool:
    """Whether the post opened its thread, and so answers for its title."""
    return db.session.scalar(select(Thread.opening_post_id).where(Thread.id == post.thread_id)) == post.id
