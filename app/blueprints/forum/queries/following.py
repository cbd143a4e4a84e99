"""What people follow: one person's own list, and all the followers of a thread, a space or a host."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Select,
    all_,
    any_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation
from app.blueprints.forum.models import Follow, Space, Thread
from app.blueprints.forum.terms.following import Followed, Level, ToldPost
from app.blueprints.forum.terms.spaces import SpaceState
from app.blueprints.notifications.models import PersonPreference
from app.blueprints.notifications.terms import Rhythm
from app.core.db import db
from app.core.pages import Page, cut

_COLUMN = {Followed.THREAD: "thread_id", Followed.SPACE: "space_id", Followed.HOST: "host_id"}
_UNIQUE = "uq_forum_follow_person_id_thread_id_space_id_host_id"


def set_level(person_id: int, kind: Followed, number: int, level: Level, at: datetime) -> None:
    """Her word on one thing, new or changed. Since when she follows changes when she takes it up again."""
    statement = insert(Follow).values(person_id=person_id, kind=kind, level=level, since=at, **{_COLUMN[kind]: number})
    # What came while she wanted nothing of it is not told afterwards.
    since = case((Follow.level == Level.NOTHING, statement.excluded.since), else_=Follow.since)
    db.session.execute(
        statement.on_conflict_do_update(constraint=_UNIQUE, set_={"level": statement.excluded.level, "since": since})
    )


def follow_if_unsaid(person_id: int, thread_id: int, at: datetime) -> bool:
    """She follows the thread, unless she has said anything about it before. True when that is new."""
    statement = (
        insert(Follow)
        .values(person_id=person_id, kind=Followed.THREAD, thread_id=thread_id, level=Level.ALL, since=at)
        .on_conflict_do_nothing()
        .returning(Follow.id)
    )
    return db.session.scalar(statement) is not None


def forget(person_id: int, kind: Followed, number: int) -> None:
    """Her word on this is taken back; that on something larger holds again."""
    column = getattr(Follow, _COLUMN[kind])
    statement = delete(Follow).where(Follow.person_id == person_id, column == number)
    db.session.execute(statement.execution_options(synchronize_session=False))


def level_of(person_id: int, kind: Followed, number: int) -> Level | None:
    """Her own word on this one thing."""
    column = getattr(Follow, _COLUMN[kind])
    return db.session.scalar(select(Follow.level).where(Follow.person_id == person_id, column == number))


def followed(person_id: int, before: int | None = None) -> Page:
    """All that she has said something about, the newest first: with the thread's, the space's or the host's name."""
    space, of_thread = aliased(Space), aliased(Space)
    query = (
        select(
            Follow.id, Follow.kind, Follow.level, Follow.thread_id, Follow.space_id, Follow.host_id, Follow.since,
            Organisation.name.label("host"), func.coalesce(space.names, of_thread.names).label("names"),
            func.coalesce(space.lang, of_thread.lang).label("space_lang"),
            func.coalesce(space.path, of_thread.path).label("path"),
        )
        .outerjoin(Organisation, Organisation.id == Follow.host_id)
        .outerjoin(space, space.id == Follow.space_id)
        .outerjoin(Thread, Thread.id == Follow.thread_id)
        .outerjoin(of_thread, of_thread.id == Thread.space_id)
        .where(
            Follow.person_id == person_id,
            or_(Follow.kind == Followed.HOST, func.coalesce(space.state, of_thread.state) != SpaceState.HIDDEN),
        )
        .order_by(Follow.id.desc())
        .limit(21)
    )  # fmt: skip
    if before is not None:
        query = query.where(Follow.id < before)
    return cut(list(db.session.execute(query)), lambda row: row.id)


def _said_nearer(person_id: Any, *conditions: Any) -> Any:
    nearer = aliased(Follow)
    return exists().where(nearer.person_id == person_id, or_(*(condition(nearer) for condition in conditions)))


def _followers(*, hosted: bool) -> Select[Any]:
    in_thread, in_space, at_host = aliased(Follow), aliased(Follow), aliased(Follow)

    def of_thread(row: Any) -> Any:
        return row.thread_id == bindparam("thread")

    def of_space(row: Any) -> Any:
        return row.space_id == bindparam("space")

    parts = [
        _all(in_thread).where(of_thread(in_thread)),
        _all(in_space).where(of_space(in_space), ~_said_nearer(in_space.person_id, of_thread)),
    ]
    if hosted:
        nobody_nearer = ~_said_nearer(at_host.person_id, of_thread, of_space)
        parts.append(_all(at_host).where(at_host.host_id == bindparam("host"), nobody_nearer))
    every = union_all(*parts).subquery()
    return select(every.c.person_id)


def _all(follow: Any) -> Select[Any]:
    return select(follow.person_id).where(
        follow.level == Level.ALL, follow.since < bindparam("posted_at"), follow.person_id != bindparam("author")
    )


def _next_immediate(everybody: Select[Any]) -> Select[Any]:
    every = everybody.subquery()
    return (
        select(every.c.person_id)
        .join(PersonPreference, PersonPreference.person_id == every.c.person_id)
        .where(
            PersonPreference.rhythm == Rhythm.IMMEDIATE,
            every.c.person_id > bindparam("after"),
            every.c.person_id != all_(bindparam("told", type_=ARRAY(BigInteger))),
        )
        .order_by(every.c.person_id)
        .limit(bindparam("size"))
    )


# Built once, for posts in a space with a host and in one without: they are asked of every post that is written.
_FOLLOWERS = {hosted: _followers(hosted=hosted) for hosted in (True, False)}
_NEXT_IMMEDIATE = {hosted: _next_immediate(everybody) for hosted, everybody in _FOLLOWERS.items()}


def _place(post: ToldPost) -> dict[str, Any]:
    place = {"thread": post.thread_id, "space": post.space_id, "posted_at": post.posted_at, "author": post.author_id}
    return place if post.host_id is None else {**place, "host": post.host_id}


def followers(post: ToldPost) -> Select[Any]:
    """`person_id` of everybody who follows where the post is with level "all", by her nearest word, once each."""
    return _FOLLOWERS[post.host_id is not None].params(_place(post))


def next_immediate(post: ToldPost, told: Sequence[int], after: int, size: int) -> list[int]:
    """The next `size` followers, above the person `after`, who want mail at once and are not among `told`."""
    asked = {**_place(post), "told": list(told), "after": after, "size": size}
    return list(db.session.scalars(_NEXT_IMMEDIATE[post.host_id is not None], asked))


_LEVELS = (
    select(Follow.person_id, Follow.level)
    .where(
        Follow.person_id == any_(bindparam("people", type_=ARRAY(BigInteger))),
        or_(
            Follow.thread_id == bindparam("thread"),
            Follow.space_id == bindparam("space"),
            Follow.host_id == bindparam("host"),  # nobody follows the host of a space without one: NULL
        ),
    )
    .distinct(Follow.person_id)
    .order_by(Follow.person_id, func.num_nulls(Follow.thread_id) * 2 + func.num_nulls(Follow.space_id))
)


def levels_of(people: Sequence[int], post: ToldPost) -> dict[int, Level]:
    """What holds for each of the people where the post is: her nearest word; who has said nothing is left out."""
    place = {"thread": post.thread_id, "space": post.space_id, "host": post.host_id}
    return {row.person_id: row.level for row in db.session.execute(_LEVELS, {"people": list(people), **place})}


def thread_exists(thread_id: int) -> bool:
    return db.session.scalar(select(Thread.id).where(Thread.id == thread_id)) is not None
