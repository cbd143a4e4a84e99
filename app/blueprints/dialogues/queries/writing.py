"""Set-based writes and locks: numbers and counters are right whatever runs side by side.

A thread's row is locked before the dialogue's, always, so that two writers never wait for each other crosswise.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm.exc import StaleDataError

from app.blueprints.dialogues.models import Dialogue, Post, Thread
from app.blueprints.dialogues.terms import DialogueState, PostState
from app.core.db import db


@dataclass(frozen=True, slots=True)
class Opening:
    """What a writer must know of the dialogue, and of the thread if there is one, while the row is held."""

    dialogue_id: int
    state: str
    opens_on: date | None
    closes_on: date | None
    locked: bool = False


_OPENING = (Dialogue.id, Dialogue.state, Dialogue.opens_on, Dialogue.closes_on)


def flush() -> bool:
    """Write what was changed; False when somebody else changed the same row first."""
    try:
        db.session.flush()
    except StaleDataError:
        return False
    return True


def lock_dialogue(dialogue_id: int) -> Opening:
    """The dialogue, not to be changed by anybody else until this transaction ends."""
    query = select(*_OPENING).where(Dialogue.id == dialogue_id).with_for_update(key_share=True)
    return Opening(*db.session.execute(query).one())


def lock_thread(thread_id: int) -> Opening:
    """The thread, not to be written in by anybody else until this transaction ends, and its dialogue as it is now."""
    locked = db.session.execute(
        select(Thread.dialogue_id, Thread.locked).where(Thread.id == thread_id).with_for_update(key_share=True)
    ).one()
    query = select(*_OPENING).where(Dialogue.id == locked.dialogue_id)
    found = db.session.execute(query).one()
    return Opening(found.id, found.state, found.opens_on, found.closes_on, locked.locked)


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


def count_posts(thread_id: int, dialogue_id: int, change: int, *, threads: int = 0) -> DialogueState:
    """Posts more or less that everybody sees, and threads more; gives the dialogue's state, which now is held."""
    db.session.execute(
        update(Thread)
        .where(Thread.id == thread_id)
        .values(post_count=Thread.post_count + change)
        .execution_options(synchronize_session=False)
    )
    statement = (
        update(Dialogue)
        .where(Dialogue.id == dialogue_id)
        .values(post_count=Dialogue.post_count + change, thread_count=Dialogue.thread_count + threads)
        .returning(Dialogue.state)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(statement).scalar_one()


def post_with_number(thread_id: int, seq: int) -> int | None:
    """The post that is answered, if it is in this thread and can be seen."""
    query = select(Post.id).where(Post.thread_id == thread_id, Post.seq == seq, Post.state == PostState.VISIBLE)
    return db.session.scalar(query)


def hide_title(thread_id: int, *, hidden: bool) -> None:
    statement = update(Thread).where(Thread.id == thread_id).values(title_hidden=hidden)
    db.session.execute(statement.execution_options(synchronize_session=False))


def is_opening_post(post: Post) -> bool:
    """Whether the post opened its thread, and so answers for its title."""
    return db.session.scalar(select(func.min(Post.id)).where(Post.thread_id == post.thread_id)) == post.id
