"""Moving: locks in one order, and set-based rewrites of numbers, paths, traces and counters.

Threads are locked by id, the lowest first, and spaces after them: whoever writes holds one thread and then its space.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, text, update

from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.rules.paths import after_all_below
from app.blueprints.forum.rules.tree import search_from
from app.blueprints.forum.terms.posts import PostState
from app.blueprints.forum.terms.tending import Standing
from app.core.db import db

_STANDING = (Post.id, Post.seq, Post.parent_id, Post.path, Post.state)


@dataclass(frozen=True, slots=True)
class Held:
    """A thread that nobody else changes until this transaction ends."""

    id: int
    space_id: int
    seq: int
    post_count: int
    opening_post_id: int | None


def lock_threads(*ids: int) -> dict[int, Held]:
    """The threads by id, held; one that is not there is left out."""
    query = (
        select(Thread.id, Thread.space_id, Thread.seq, Thread.post_count, Thread.opening_post_id)
        .where(Thread.id.in_(ids))
        .order_by(Thread.id)
        .with_for_update(key_share=True)
    )
    return {row.id: Held(*row) for row in db.session.execute(query)}


def lock_spaces(*ids: int) -> dict[int, Row[Any]]:
    query = select(Space.id, Space.state, Space.organisation_id).where(Space.id.in_(ids)).order_by(Space.id)
    query = query.with_for_update(key_share=True)
    return {row.id: row for row in db.session.execute(query)}


def standing(post_id: int, thread_id: int) -> Standing | None:
    """The post, if it stands in this thread."""
    row = db.session.execute(select(*_STANDING).where(Post.id == post_id, Post.thread_id == thread_id)).one_or_none()
    return _as_standing(row) if row else None


def candidates(thread_id: int, path: bytes) -> list[Standing]:
    """What may stand below the post at `path`, itself, and what waits for a number in the thread."""
    start = search_from(path)
    numbered = select(*_STANDING).where(
        Post.thread_id == thread_id, Post.path >= start, Post.path < after_all_below(start),
        Post.state != PostState.MOVED,
    )  # fmt: skip
    waiting = select(*_STANDING).where(Post.thread_id == thread_id, Post.seq.is_(None))
    return [_as_standing(row) for query in (numbered, waiting) for row in db.session.execute(query)]


def _as_standing(row: Row[Any]) -> Standing:
    path = bytes(row.path) if row.path is not None else None
    return Standing(row.id, row.seq, row.parent_id, path, row.state == PostState.VISIBLE)


_REPLANT = text(
    "UPDATE forum_post p SET thread_id = :target, seq = n.seq, path = n.path"
    " FROM unnest(CAST(:ids AS bigint[]), CAST(:numbers AS integer[]), CAST(:paths AS bytea[])) AS n(id, seq, path)"
    " WHERE p.id = n.id"
)
# The number stays, with nothing of what was said: no revision, no support, no files.
_LEAVE_TRACES = text(
    "INSERT INTO forum_post (thread_id, seq, path, author_id, organisation_id, role, lang, revision, substantive,"
    " state, posted_at, moved_to_id, created_at)"
    " SELECT :source, n.seq, n.path, p.author_id, p.organisation_id, p.role, p.lang, 1, 1, 'moved', :at, p.id, :at"
    " FROM unnest(CAST(:ids AS bigint[]), CAST(:numbers AS integer[]), CAST(:paths AS bytea[])) AS n(id, seq, path)"
    " JOIN forum_post p ON p.id = n.id"
)


def replant(
    source: int, target: int, old: Sequence[Standing], new: Sequence[tuple[int, int, bytes]], at: datetime
) -> None:
    """Posts go to `target` with their new numbers and paths; each old number in `source` leads on to its post."""
    ids = [number for number, _, _ in new]
    rewritten = {"ids": ids, "numbers": [seq for _, seq, _ in new], "paths": [path for _, _, path in new]}
    db.session.execute(_REPLANT, {"target": target, **rewritten})
    left = {"ids": [p.id for p in old], "numbers": [p.seq for p in old], "paths": [p.path for p in old]}
    db.session.execute(_LEAVE_TRACES, {"source": source, "at": at, **left})


def take_along(target: int, ids: Sequence[int]) -> None:
    """What waits for a moderator goes with what it answers; it has no number to leave behind."""
    if ids:
        _run(update(Post).where(Post.id.in_(ids)).values(thread_id=target))


def give_numbers(thread_id: int, last: int, visible: int, at: datetime | None) -> None:
    """`last` is now the last number of the thread, and `visible` more of its posts are seen."""
    values: dict[str, Any] = {"seq": last, "post_count": Thread.post_count + visible}
    if at is not None:
        values["last_post_at"] = func.greatest(Thread.last_post_at, at)
    _run(update(Thread).where(Thread.id == thread_id).values(**values))


def latest_of(ids: Sequence[int]) -> datetime:
    return db.session.execute(select(func.max(Post.posted_at)).where(Post.id.in_(ids))).scalar_one()


def count_in_space(space_id: int, *, posts: int, threads: int) -> None:
    _run(
        update(Space)
        .where(Space.id == space_id)
        .values(post_count=Space.post_count + posts, thread_count=Space.thread_count + threads)
    )


def set_space(thread_id: int, space_id: int) -> None:
    _run(update(Thread).where(Thread.id == thread_id).values(space_id=space_id, pinned_at=None))


def _run(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
