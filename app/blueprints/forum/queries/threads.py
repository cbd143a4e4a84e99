"""Threads: one for its page, and those of a space, the pinned ones first, then the latest."""

from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, exists, literal_column, or_, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.queries.reading import read
from app.blueprints.forum.terms.spaces import SpaceState
from app.core.pages import LENGTH, cut

_STARTER = Organisation.__table__.alias("starter")

_SHOWN = (
    select(
        Thread.id,
        Thread.title,
        Thread.title_hidden,
        Thread.lang,
        Thread.author_id,
        Thread.seq,
        Thread.post_count,
        Thread.locked,
        Thread.pinned_at,
        Thread.opening_post_id,
        Thread.created_at,
        _STARTER.c.name.label("starter"),
        Space.id.label("space_id"),
        Space.kind,
        Space.path,
        Space.names,
        Space.lang.label("space_lang"),
        Space.organisation_id,
        Space.state,
        Space.opens_on,
        Space.closes_on,
        Space.machine_allowed,
        # Nearly always no, told by an empty index: then nobody needs to ask for what waits.
        exists().where(Post.thread_id == Thread.id, Post.seq.is_(None)).label("has_unnumbered"),
    )
    .join(Space, Space.id == Thread.space_id)
    .join(_STARTER, _STARTER.c.id == Thread.organisation_id)
    .where(Thread.id == bindparam("id"), Space.state != SpaceState.HIDDEN)
)


def thread_shown(thread_id: int) -> Row[Any]:
    """One thread with what its page says of its space. `organisation_id` is the space's host, `state` the space's."""
    return read(_SHOWN, {"id": thread_id}).one()


# Written out, not as a parameter: a prepared plan can only use a partial index whose condition it can read.
_IS_NUMBERED = Thread.seq > literal_column("0")


def _of_space() -> Select[Any]:
    return (
        select(
            Thread.id, Thread.title, Thread.title_hidden, Thread.lang, Thread.seq, Thread.post_count, Thread.locked,
            Thread.last_post_at, Thread.pinned_at, Thread.opening_post_id, Organisation.name.label("starter"),
        )
        .join(Organisation, Organisation.id == Thread.organisation_id)
        .where(Thread.space_id == bindparam("space"))
        .order_by(Thread.last_post_at.desc(), Thread.id.desc())
        .limit(LENGTH + 1)
    )  # fmt: skip


def _after(query: Select[Any]) -> Select[Any]:
    when: BindParameter[datetime] = bindparam("when")
    number: BindParameter[int] = bindparam("number")
    return query.where(Thread.last_post_at <= when, or_(Thread.last_post_at < when, Thread.id < number))


# Who reads decides what is seen: everybody what has a number, an author her own that waits, a moderator all.
_SEEN = {
    "visitor": _of_space().where(_IS_NUMBERED),
    "person": _of_space().where(or_(_IS_NUMBERED, Thread.author_id == bindparam("person"))),
    "moderator": _of_space(),
}
_SEEN_AFTER = {reader: _after(query) for reader, query in _SEEN.items()}


def threads_of(space_id: int, who: Anyone, after: str | None = None) -> tuple[list[Row[Any]], str | None]:
    """The space's threads, the one with the last post first, and the key of the next page.

    A thread whose first post waits for a moderator is seen by its author and by moderators only.
    """
    reader = "moderator" if who.is_moderator else "person" if who.is_authenticated else "visitor"
    values: dict[str, Any] = {"space": space_id}
    if reader == "person":
        values["person"] = who.person_id
    key = _parse(after)
    if key:
        values["when"], values["number"] = key
    rows = read((_SEEN_AFTER if key else _SEEN)[reader], values)
    page = cut(list(rows), lambda row: f"{row.last_post_at.isoformat()}_{row.id}")
    return page.rows, page.after


def _parse(after: str | None) -> tuple[datetime, int] | None:
    try:
        moment, number = (after or "").replace(" ", "+").split("_")
        when = datetime.fromisoformat(moment)
        return (when, int(number)) if when.tzinfo and 0 < int(number) < 2**63 else None
    except ValueError:
        return None
