"""Threads: one for its page, and those of a space, the pinned ones first, then the latest."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Integer,
    Row,
    Select,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.policies import Anyone
from app.blueprints.forum.models import Post, Space, Thread
from app.blueprints.forum.terms.spaces import SpaceState
from app.blueprints.forum.terms.tending import MOST_PINNED
from app.core.db import read
from app.core.pages import LENGTH, cut

# Written out, not as parameters: a prepared plan for any number of rows would sort the whole table.
_A_PAGE, _PINNED, _ANSWERS = (literal_column(str(number), Integer) for number in (LENGTH + 1, MOST_PINNED, 5))
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
        Thread.lock_reason,
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
        Space.premoderation,
        Space.hours,
        Space.when_unstaffed,
        # Nearly always no, told by an empty index: then nobody needs to ask for what waits.
        exists().where(Post.thread_id == Thread.id, Post.seq.is_(None)).label("has_unnumbered"),
        # The host's answers, the newest few, from an index that holds nothing else.
        func.array(
            select(Post.seq)
            .where(Post.thread_id == Thread.id, Post.answer_at.is_not(None), Post.state == literal_column("'visible'"))
            .order_by(Post.seq.desc())
            .limit(_ANSWERS)
            .correlate(Thread)
            .scalar_subquery()
        ).label("answers"),
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
    )  # fmt: skip


def _latest(query: Select[Any]) -> Select[Any]:
    return query.where(Thread.pinned_at.is_(None)).order_by(Thread.last_post_at.desc(), Thread.id.desc()).limit(_A_PAGE)


def _first_page(query: Select[Any]) -> Select[Any]:
    """What is pinned, then the latest of the others: one statement, each half by an index of its own."""
    pinned = _of_space().where(Thread.pinned_at.is_not(None)).order_by(Thread.pinned_at.desc()).limit(_PINNED)
    both = union_all(pinned.subquery().select(), _latest(query).subquery().select()).subquery()
    return select(both).order_by(both.c.pinned_at.desc().nulls_last(), both.c.last_post_at.desc(), both.c.id.desc())


def _after(query: Select[Any]) -> Select[Any]:
    when: BindParameter[datetime] = bindparam("when")
    number: BindParameter[int] = bindparam("number")
    return _latest(query.where(Thread.last_post_at <= when, or_(Thread.last_post_at < when, Thread.id < number)))


# Who reads decides what is seen: everybody what has a number, an author her own that waits, a moderator all.
_BY_READER = {
    "visitor": _of_space().where(_IS_NUMBERED),
    "person": _of_space().where(or_(_IS_NUMBERED, Thread.author_id == bindparam("person"))),
    "moderator": _of_space(),
}
_SEEN = {reader: _first_page(query) for reader, query in _BY_READER.items()}
_SEEN_AFTER = {reader: _after(query) for reader, query in _BY_READER.items()}


def threads_of(space_id: int, who: Anyone, after: str | None = None) -> tuple[list[Row[Any]], str | None]:
    """The space's threads, on the first page the pinned ones and then the latest, and the key of the next page.

    A thread whose first post waits for a moderator is seen by its author and by moderators only.
    """
    reader = "moderator" if who.is_moderator else "person" if who.is_authenticated else "visitor"
    values: dict[str, Any] = {"space": space_id}
    if reader == "person":
        values["person"] = who.person_id
    key = _parse(after)
    if key:
        values["when"], values["number"] = key
    rows = read((_SEEN_AFTER if key else _SEEN)[reader], values).all()
    pinned = [row for row in rows if row.pinned_at is not None]
    page = cut(list(rows[len(pinned) :]), lambda row: f"{row.last_post_at.isoformat()}_{row.id}")
    return pinned + page.rows, page.after


def _parse(after: str | None) -> tuple[datetime, int] | None:
    try:
        moment, number = (after or "").replace(" ", "+").split("_")
        when = datetime.fromisoformat(moment)
        return (when, int(number)) if when.tzinfo and 0 < int(number) < 2**63 else None
    except ValueError:
        return None
