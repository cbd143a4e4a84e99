"""Posts as those see them who translate and check: what each says now, where it stands, and who may."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, select

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.forum.models import Post, Revision, Space, Thread
from app.core.db import db


def posts_in_words(ids: Sequence[int]) -> list[Row[Any]]:
    """Posts with their newest revision, author, thread and space, in any state; one that has moved is not there."""
    query = (
        select(
            Post.id, Post.seq, Post.state, Post.lang, Post.revision, Post.substantive, Post.posted_at, Post.answer_at,
            Post.author_id, Post.organisation_id, Revision.title, Revision.body, Revision.html,
            Person.name.label("author"), Organisation.name.label("organisation"),
            Thread.title.label("thread_title"), Thread.lang.label("thread_lang"), Thread.title_hidden,
            Space.organisation_id.label("host_id"), Space.state.label("space_state"), Space.machine_allowed,
        )
        .join(Revision, and_(Revision.post_id == Post.id, Revision.number == Post.revision))
        .join(Person, Person.id == Post.author_id)
        .join(Organisation, Organisation.id == Post.organisation_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .where(Post.id.in_(ids), Post.moved_to_id.is_(None))
    )  # fmt: skip
    return list(db.session.execute(query))


def hold(post_id: int) -> None:
    """The post is neither edited, hidden nor withdrawn until this transaction ends; others may hold it as well."""
    db.session.execute(select(Post.id).where(Post.id == post_id).with_for_update(read=True))


def ids_in_thread(thread_id: int) -> Select[Any]:
    """A SELECT of the posts of a thread."""
    return select(Post.id).where(Post.thread_id == thread_id)


def said(post_id: int, revision: int) -> Row[Any]:
    """Title and body of one revision."""
    query = select(Revision.title, Revision.body).where(Revision.post_id == post_id, Revision.number == revision)
    return db.session.execute(query).one()
