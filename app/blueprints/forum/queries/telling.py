"""A post that people are told of: where it stands now, and whom it calls."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Integer, Select, and_, bindparam, case, cast, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Membership, Person
from app.blueprints.accounts.terms import Role
from app.blueprints.forum.models import Mention, Post, Reading, Space, Thread
from app.blueprints.forum.terms.following import ToldPost, Why
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.forum.terms.spaces import SpaceState
from app.core.db import db

_PARENT = aliased(Post)
_OPENING = aliased(Post)


_POST: BindParameter[int] = bindparam("post")
_REVISION = cast(bindparam("revision"), Integer)
_NAMED = and_(Mention.post_id == _POST, or_(_REVISION.is_(None), Mention.revision == _REVISION))
_TOLD = (
    select(
        Post.id, Post.thread_id, Thread.space_id, Space.organisation_id, Post.author_id, Post.posted_at,
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(Post.id == _POST, Post.state == PostState.VISIBLE, Space.state != SpaceState.HIDDEN)
)  # fmt: skip


def _called() -> Select[Any]:
    """(why, person_id) of everybody whom a post concerns, in the order of the reasons."""
    reasons = (Why.MENTION, Why.ORGANISATION, Why.REPLY)
    mentioned = select(literal(0).label("why"), Mention.person_id.label("person_id"))
    writers = (
        select(literal(1), Membership.person_id)
        .join(Mention, Mention.organisation_id == Membership.organisation_id)
        .where(_NAMED, Membership.ended_at.is_(None), Membership.role.in_((Role.OWNER, Role.EDITOR)))
    )
    answered = select(literal(2), _PARENT.author_id).join(Post, Post.parent_id == _PARENT.id)
    found = union_all(
        mentioned.where(_NAMED, Mention.person_id.is_not(None)),
        writers,
        answered.where(Post.id == _POST, _REVISION.is_(None)),
    ).subquery()
    why = case({number: reason.value for number, reason in enumerate(reasons)}, value=found.c.why)
    return (
        select(why.label("why"), Person.id)
        .join(Person, Person.id == found.c.person_id)
        .where(Person.closed_at.is_(None))
        .order_by(found.c.why, Person.id)
    )


_CALLED = _called()  # built once: it is asked of every post that is written


def post_told(post_id: int) -> ToldPost | None:
    """The post, if everybody may read it now."""
    row = db.session.execute(_TOLD, {"post": post_id}).one_or_none()
    return ToldPost(*row) if row else None


def called_by(post: ToldPost, revision: int | None = None) -> dict[Why, list[int]]:
    """Whom the post concerns directly, each for the first reason only; neither its author nor who has left.

    With `revision`, those whom that one was the first to name.
    """
    called: dict[Why, list[int]] = {}
    seen = {post.author_id}
    for why, number in db.session.execute(_CALLED, {"post": post.id, "revision": revision}):
        if number not in seen:
            called.setdefault(Why(why), []).append(number)
            seen.add(number)
    return called


def asked_by(post_id: int) -> int | None:
    """Whose question a post answers: the author of the post it replies to, or of the one that opened its thread."""
    query = (
        select(_PARENT.author_id, _OPENING.author_id, Post.author_id)
        .select_from(Post)
        .join(Thread, Thread.id == Post.thread_id)
        .outerjoin(_PARENT, _PARENT.id == Post.parent_id)
        .outerjoin(_OPENING, _OPENING.id == Thread.opening_post_id)
        .where(Post.id == post_id, Post.state == PostState.VISIBLE)
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    asked = row[0] or row[1]
    return asked if asked != row[2] else None


def authors_of(post_ids: Sequence[int]) -> list[tuple[int, int]]:
    """(post, author) of those of the posts that everybody may read."""
    query = select(Post.id, Post.author_id).where(Post.id.in_(post_ids), Post.state == PostState.VISIBLE)
    return [(row.id, row.author_id) for row in db.session.execute(query.order_by(Post.id))]


def author_of(post_id: int) -> int | None:
    """Who wrote a post that is there, whoever reads it yet."""
    gone = (PostState.WITHDRAWN, PostState.MOVED)
    return db.session.scalar(select(Post.author_id).where(Post.id == post_id, Post.state.not_in(gone)))


def is_here(person_id: int) -> bool:
    """She has not closed her account since."""
    return db.session.scalar(select(Person.id).where(Person.id == person_id, Person.closed_at.is_(None))) is not None


def has_read(person_id: int, post_id: int) -> bool:
    """Whether she has read the thread to this post, or further."""
    query = (
        select(Reading.id)
        .join(Post, Post.thread_id == Reading.thread_id)
        .where(Reading.person_id == person_id, Post.id == post_id, Reading.last_read_seq >= Post.seq)
    )
    return db.session.scalar(query) is not None
