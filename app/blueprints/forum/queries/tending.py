"""What those who look after a space must see, and the counters and rows that they change, in SQL."""

from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.forum.models import Post, Space, Support, Thread
from app.blueprints.forum.terms.spaces import SpaceState
from app.core.clock import now
from app.core.db import db

_HOST = aliased(Organisation)


def post_tended(post_id: int) -> Row[Any]:
    """A post with its thread and space. `organisation_id` is the space's host and `state` the space's state."""
    query = (
        select(
            Post.id, Post.seq, Post.parent_id, Post.thread_id, Post.state.label("post_state"), Post.author_id,
            Post.organisation_id.label("speaker_id"), Post.role, Post.answer_at, Post.support_count, Post.posted_at,
            Post.moved_to_id, Organisation.name.label("speaker"), Person.name.label("author"),
            Thread.title, Thread.title_hidden, Thread.lang, Thread.opening_post_id, Thread.seq.label("last_seq"),
            Thread.space_id, Thread.locked, Space.kind, Space.path, Space.names, Space.lang.label("space_lang"),
            Space.organisation_id, Space.state, Space.opens_on, Space.closes_on, _HOST.name.label("host"),
        )
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .join(Organisation, Organisation.id == Post.organisation_id)
        .join(Person, Person.id == Post.author_id)
        .outerjoin(_HOST, _HOST.id == Space.organisation_id)
        .where(Post.id == post_id, Space.state != SpaceState.HIDDEN)
    )  # fmt: skip
    return db.session.execute(query).one()


def number_in_thread(thread_id: int, seq: int) -> Row[Any]:
    """The post with this number, or the trace that a moved one left: (id, moved_to_id)."""
    query = (
        select(Post.id, Post.moved_to_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .where(Post.thread_id == thread_id, Post.seq == seq, Space.state != SpaceState.HIDDEN)
    )
    return db.session.execute(query).one()


def lock_post(post_id: int) -> Row[Any]:
    """The post, not to be changed by anybody else until this transaction ends: (state, organisation_id)."""
    query = select(Post.state, Post.organisation_id).where(Post.id == post_id).with_for_update(key_share=True)
    return db.session.execute(query).one()


def add_support(post_id: int, organisation_id: int, by_id: int) -> bool:
    """An organisation's word for a post, once; False when it has given it before."""
    statement = (
        insert(Support)
        .values(post_id=post_id, organisation_id=organisation_id, by_id=by_id, created_at=now())
        .on_conflict_do_nothing(index_elements=["post_id", "organisation_id"])
        .returning(Support.id)
    )
    return db.session.execute(statement).first() is not None


def remove_support(post_id: int, organisation_id: int) -> bool:
    statement = delete(Support).where(Support.post_id == post_id, Support.organisation_id == organisation_id)
    return bool(db.session.execute(statement.returning(Support.id)).first())


def count_support(post_id: int, change: int) -> None:
    statement = update(Post).where(Post.id == post_id).values(support_count=Post.support_count + change)
    db.session.execute(statement.execution_options(synchronize_session=False))


def supporters(post_id: int) -> list[Row[Any]]:
    """Which organisations share what a post says, the first to say so first."""
    query = (
        select(Organisation.id, Organisation.name, Support.created_at)
        .join(Support, Support.organisation_id == Organisation.id)
        .where(Support.post_id == post_id)
        .order_by(Support.id)
    )
    return list(db.session.execute(query))


def count_pinned(space_id: int) -> int:
    query = select(func.count()).where(Thread.space_id == space_id, Thread.pinned_at.is_not(None))
    return db.session.execute(query).scalar_one()


def set_thread(thread_id: int, **values: Any) -> None:
    statement = update(Thread).where(Thread.id == thread_id).values(**values)
    db.session.execute(statement.execution_options(synchronize_session=False))


def thread_tended(thread_id: int) -> Row[Any]:
    """What of a thread is changed by those who tend it, as it is while its row is held."""
    query = select(Thread.pinned_at, Thread.locked, Thread.lock_reason, Thread.seq, Thread.post_count, Thread.space_id)
    return db.session.execute(query.where(Thread.id == thread_id)).one()


def set_answer(post_id: int, by_id: int | None) -> None:
    values = {"answer_at": now() if by_id else None, "answer_by": by_id}
    statement = update(Post).where(Post.id == post_id).values(**values)
    db.session.execute(statement.execution_options(synchronize_session=False))
