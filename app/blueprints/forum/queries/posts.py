"""Posts: a page of a thread by number, what has no number yet, and what one post has said."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, Row, Select, and_, bindparam, func, literal_column, select, text
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.accounts.policies import Anyone
from app.blueprints.forum.models import Post, Revision, Space, Thread
from app.blueprints.forum.rules.posts import POSTS_PER_PAGE
from app.blueprints.forum.terms.spaces import SpaceState
from app.core.db import db, read

_PARENT, _ANSWER, _HOST = aliased(Post), aliased(Post), aliased(Organisation)
_PAGE = literal_column(str(POSTS_PER_PAGE), Integer)


def _said(post: type[Post]) -> Select[Any]:
    """Posts with their newest text, who wrote them, what they answer, and the host's answer to them."""
    # Told by an index that is nearly empty. Written out, as that index says it.
    answered_by = (
        select(func.min(_ANSWER.seq))
        .where(
            _ANSWER.thread_id == post.thread_id, _ANSWER.parent_id == post.id, _ANSWER.answer_at.is_not(None),
            _ANSWER.state == literal_column("'visible'"),
        )
        .correlate(post)
        .scalar_subquery()
    )  # fmt: skip
    return (
        select(
            post.id,
            post.seq,
            post.path,
            post.parent_id,
            post.author_id,
            post.organisation_id,
            post.role,
            post.lang,
            post.revision,
            post.substantive,
            post.state,
            post.reason,
            post.posted_at,
            post.edited_at,
            post.hidden_at,
            post.withdrawn_at,
            post.moved_to_id,
            post.answer_at,
            post.support_count,
            post.file_count,
            post.has_quote,
            Revision.html,
            Revision.kind.label("edit_kind"),
            Revision.why,
            Person.name.label("author"),
            Organisation.name.label("organisation"),
            Organisation.authority,
            _PARENT.seq.label("parent_seq"),
            (_PARENT.thread_id == post.thread_id).label("parent_here"),
            answered_by.label("answered_by"),
        )
        .outerjoin(Revision, and_(Revision.post_id == post.id, Revision.number == post.revision))
        .join(Person, Person.id == post.author_id)
        .join(Organisation, Organisation.id == post.organisation_id)
        .outerjoin(_PARENT, _PARENT.id == post.parent_id)
    )


# One page first, and no more than one: PostgreSQL takes thread and number for strangers to each other, expects
# thousands of posts from the range of a long thread, and would read the whole table for those that they answer.
_RANGE = (
    select(Post)
    .where(Post.thread_id == bindparam("thread"), Post.seq.between(bindparam("first"), bindparam("last")))
    .order_by(Post.seq)
    .limit(_PAGE)
    .subquery("page")
)
_ON_PAGE = aliased(Post, _RANGE)
_NUMBERED = _said(_ON_PAGE).order_by(_ON_PAGE.seq)
_UNNUMBERED = _said(Post).where(Post.thread_id == bindparam("thread"), Post.seq.is_(None)).order_by(Post.id)
_OWN_UNNUMBERED = _UNNUMBERED.where(Post.author_id == bindparam("author"))


def posts_between(thread_id: int, first: int, last: int) -> Sequence[Row[Any]]:
    """The posts with these numbers, both ends included, as they are now; at most a page of them."""
    return read(_NUMBERED, {"thread": thread_id, "first": first, "last": last}).all()


def unnumbered_posts(thread_id: int, who: Anyone) -> Sequence[Row[Any]]:
    """What waits, or was stopped while it waited: an author's own, all for a moderator, and for others nothing."""
    if not who.is_authenticated:
        return []
    if who.is_moderator:
        return read(_UNNUMBERED, {"thread": thread_id}).all()
    return read(_OWN_UNNUMBERED, {"thread": thread_id, "author": who.person_id}).all()


def get_post(post_id: int) -> Post:
    """The post, to be changed, wherever it stands."""
    return db.session.scalars(select(Post).where(Post.id == post_id)).one()


def get_placed_post(post_id: int) -> Post:
    """The post, where its space is there for anybody: a forum can be taken away, and its posts go with it."""
    query = (
        select(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .where(Post.id == post_id, Space.state != SpaceState.HIDDEN)
    )
    return db.session.scalars(query).one()


def post_place(post_id: int, *, anywhere: bool = False) -> Row[Any]:
    """Where a post stands: space, thread, number and titles; with `anywhere` also in a forum that was taken away."""
    query = (
        select(
            Post.id, Post.seq, Post.state, Post.thread_id, Post.moved_to_id, Thread.space_id, Thread.title,
            Thread.title_hidden, Thread.lang, Space.kind, Space.path, Space.names, Space.lang.label("space_lang"),
            Space.organisation_id, Space.machine_allowed, Space.state.label("space_state"),
        )
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .where(Post.id == post_id)
    )  # fmt: skip
    return db.session.execute(query if anywhere else query.where(Space.state != SpaceState.HIDDEN)).one()


def post_text(post_id: int) -> Row[Any]:
    """What a post says now: number, lang, body, html, sha256; and its author's and organisation's names."""
    query = (
        select(
            Revision.number, Revision.lang, Revision.title, Revision.body, Revision.html, Revision.sha256, Revision.at,
            Post.author_id, Post.organisation_id, Person.name.label("author"), Organisation.name.label("organisation"),
        )
        .join(Post, and_(Post.id == Revision.post_id, Post.revision == Revision.number))
        .join(Person, Person.id == Post.author_id)
        .join(Organisation, Organisation.id == Post.organisation_id)
        .where(Post.id == post_id)
    )  # fmt: skip
    return db.session.execute(query).one()


def revisions_of(post_id: int) -> list[Row[Any]]:
    """Everything a post has said, the newest first. What is restricted is there for moderators only."""
    query = (
        select(
            Revision.number,
            Revision.kind,
            Revision.lang,
            Revision.title,
            Revision.body,
            Revision.html,
            Revision.why,
            Revision.at,
            Revision.restricted,
            Person.name.label("by"),
        )
        .join(Person, Person.id == Revision.by_id)
        .where(Revision.post_id == post_id)
        .order_by(Revision.number.desc())
    )
    return list(db.session.execute(query))


_KEPT = text("SELECT number, kind, lang, at, by_name AS by FROM forum_kept_from_public(:post)")


def versions_kept(post_id: int) -> Sequence[Row[Any]]:
    """The versions that are kept from the public, without their words: number, kind, language, when, by whom."""
    return db.session.execute(_KEPT, {"post": post_id}).all()


def posts_described(ids: Sequence[int]) -> list[Row[Any]]:
    """Posts with text, author, thread and space, for a moderator."""
    query = (
        select(
            Post.id, Post.state, Post.posted_at, Post.author_id, Post.organisation_id, Revision.lang, Revision.body,
            Person.name.label("author"), Organisation.name.label("organisation"), Thread.title,
            Space.names, Space.lang.label("space_lang"), Space.id.label("space_id"),
            Space.organisation_id.label("host_id"), _HOST.name.label("host"),
        )
        .join(Revision, and_(Revision.post_id == Post.id, Revision.number == Post.revision))
        .join(Person, Person.id == Post.author_id)
        .join(Organisation, Organisation.id == Post.organisation_id)
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .outerjoin(_HOST, _HOST.id == Space.organisation_id)
        .where(Post.id.in_(ids))
    )  # fmt: skip
    return list(db.session.execute(query))
