"""What one must know of posts and threads to show them to a reader, wherever that is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Row, and_, bindparam, literal_column, select
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.queries.translations import HEADS
from app.blueprints.bilingual.terms.presenting import READ_ALIKE
from app.blueprints.forum.models import Post, Revision, Space, Thread
from app.blueprints.forum.queries.reading import read
from app.blueprints.forum.terms.spaces import SpaceState

_OPENING = aliased(Post)
_IDS: BindParameter[Sequence[int]] = bindparam("ids", expanding=True)
# Written out, not as a parameter, so that one prepared plan serves.
_IS_VISIBLE = Post.state == literal_column("'visible'")

_POSTS = (
    select(
        Post.id,
        Post.seq,
        Post.thread_id,
        Post.lang,
        Post.revision,
        Post.substantive,
        Post.answer_at,
        Post.posted_at,
        Revision.html,
        Person.name.label("author"),
        Organisation.name.label("organisation"),
        Thread.title,
        Thread.title_hidden,
        Thread.opening_post_id,
        Thread.lang.label("title_lang"),
        _OPENING.revision.label("title_revision"),
        _OPENING.substantive.label("title_substantive"),
        _OPENING.answer_at.label("title_answer_at"),
        Space.machine_allowed,
    )
    .join(Revision, and_(Revision.post_id == Post.id, Revision.number == Post.revision))
    .join(Person, Person.id == Post.author_id)
    .join(Organisation, Organisation.id == Post.organisation_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .outerjoin(_OPENING, _OPENING.id == Thread.opening_post_id)
    .where(Post.id.in_(_IDS), _IS_VISIBLE, Space.state != SpaceState.HIDDEN)
)
_THREADS = (
    select(Thread.id, Thread.title, Thread.title_hidden, Thread.opening_post_id, Thread.lang)
    .join(Space, Space.id == Thread.space_id)
    .where(Thread.id.in_(_IDS), Thread.seq > literal_column("0"), Space.state != SpaceState.HIDDEN)
)
_TITLE_VERSIONS = (
    HEADS.add_columns(
        Post.thread_id,
        Post.lang.label("source_lang"),
        Post.revision,
        Post.substantive,
        Post.answer_at,
        Space.machine_allowed,
    )
    .join(Post, Post.id == Translation.subject_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(_IS_VISIBLE)
)


def posts_to_show(ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Those of the posts that everybody may read, with their threads' titles."""
    return read(_POSTS, {"ids": list(ids)}).all() if ids else []


def threads_to_show(ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Those of the threads that everybody may read."""
    return read(_THREADS, {"ids": list(ids)}).all() if ids else []


def title_versions(opening_posts: Sequence[int], locale: str) -> Sequence[Row[Any]]:
    """What may be shown of these posts to a reader of `locale`, and how each of them stands: one statement for both."""
    if not opening_posts:
        return []
    values = {"kind": "post", "subjects": list(opening_posts), "langs": list(READ_ALIKE[locale])}
    return read(_TITLE_VERSIONS, values).all()
