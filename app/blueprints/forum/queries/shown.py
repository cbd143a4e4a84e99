"""What one must know of posts and threads to show them to a reader, wherever that is."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ARRAY, BigInteger, BindParameter, Row, Select, and_, any_, bindparam, literal_column, select

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.queries.translations import HEADS, VERSIONS, version
from app.blueprints.bilingual.terms.presenting import READ_ALIKE, Source
from app.blueprints.forum.models import Post, Revision, Space, Thread
from app.blueprints.forum.terms.posts import KIND
from app.blueprints.forum.terms.shown import Versions
from app.blueprints.forum.terms.spaces import SpaceState
from app.core.db import read

_IDS: BindParameter[Sequence[int]] = bindparam("ids", type_=ARRAY(BigInteger))
# Written out, not as a parameter, so that one prepared plan serves.
_IS_VISIBLE = Post.state == literal_column("'visible'")

_SAID = (
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
    )
    .join(Revision, and_(Revision.post_id == Post.id, Revision.number == Post.revision))
    .join(Person, Person.id == Post.author_id)
    .join(Organisation, Organisation.id == Post.organisation_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(Post.id == any_(_IDS), Space.state != SpaceState.HIDDEN)
)
_POSTS = _SAID.where(_IS_VISIBLE)
_THREADS = (
    select(Thread.id, Thread.title, Thread.title_hidden, Thread.opening_post_id, Thread.lang)
    .join(Space, Space.id == Thread.space_id)
    .where(Thread.id == any_(_IDS), Thread.seq > literal_column("0"), Space.state != SpaceState.HIDDEN)
)


def _with_originals(versions: Select[Any]) -> Select[Any]:
    """Versions of posts, each with how its original stands."""
    return (
        versions.add_columns(
            Post.lang.label("original_lang"), Post.revision, Post.substantive, Post.answer_at, Space.machine_allowed
        )
        .join(Post, Post.id == Translation.subject_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
    )


_ALL_VERSIONS = _with_originals(VERSIONS)
_VERSIONS, _HEADS = _ALL_VERSIONS.where(_IS_VISIBLE), _with_originals(HEADS).where(_IS_VISIBLE)


def posts_to_show(ids: Sequence[int], *, moderated: bool = False) -> Sequence[Row[Any]]:
    """Those of the posts that everybody may read, with their threads' titles; `moderated`: all, for a moderator."""
    return read(_SAID if moderated else _POSTS, {"ids": list(ids)}).all() if ids else []


def threads_to_show(ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Those of the threads that everybody may read."""
    return read(_THREADS, {"ids": list(ids)}).all() if ids else []


def versions_of_posts(
    ids: Sequence[int], locale: str, *, heads: bool = False, moderated: bool = False
) -> dict[int, Versions]:
    """What may be shown of these posts to a reader of `locale`, for those of which there is something.

    `heads`: for titles, without the texts. That a post can be seen is asked here, of the post: what is withdrawn or
    hidden is so in every language, but for a moderator (`moderated`).
    """
    found: dict[int, Versions] = {}
    if not ids:
        return found
    values = {"kind": KIND, "subjects": list(ids), "langs": list(READ_ALIKE[locale])}
    for row in read(_ALL_VERSIONS if moderated else _HEADS if heads else _VERSIONS, values):
        source = Source(
            lang=row.original_lang,
            revision=row.revision,
            substantive=row.substantive,
            official=row.answer_at is not None,
            machine_allowed=row.machine_allowed,
        )
        found.setdefault(row.subject_id, Versions(source, [])).versions.append(version(row))
    return found
