"""How far each reader has read: her own rows, and what they leave unread.

What is unread in a thread are its numbers above the highest of two: the last one she has read, and the last one that
was there when she said "all read". Numbers are dense, so a subtraction counts them, whatever has become of the posts.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    ScalarSelect,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import aliased

from app.blueprints.forum.models import Follow, Post, ReadBefore, Reading, Thread
from app.blueprints.forum.terms.following import Level, SpaceStanding, Standing, Unread
from app.core.db import db, read

_PERSON: BindParameter[int] = bindparam("person")


def last_number_at(thread_id: Any, moment: Any) -> ScalarSelect[int]:
    """The number of the post that was the thread's last at `moment`; NULL when it had none, or without a moment."""
    then = aliased(Post)
    return (
        select(then.seq)
        .where(then.thread_id == thread_id, then.posted_at <= moment, then.state != literal_column("'moved'"))
        .order_by(then.posted_at.desc(), then.seq.desc().nulls_last())
        .limit(1)
        .correlate_except(then)
        .scalar_subquery()
    )


def all_read_at(person: Any, space_id: Any) -> ScalarSelect[datetime]:
    """When the person last said "all read", of this space or of everything."""
    said = aliased(ReadBefore)
    return (
        select(func.max(said.before))
        .where(said.person_id == person, or_(said.space_id == space_id, said.space_id.is_(None)))
        .correlate_except(said)
        .scalar_subquery()
    )


def last_read(reading: Any, thread: Any, moment: Any) -> ColumnElement[int]:
    """The last number that counts as read, 0 for none; `reading` may be the NULLs of an outer join."""
    return func.greatest(func.coalesce(reading.last_read_seq, 0), func.coalesce(last_number_at(thread.id, moment), 0))


def _word(condition: Any) -> ScalarSelect[Level]:
    return select(Follow.level).where(Follow.person_id == _PERSON, condition).scalar_subquery()


_STANDING = (
    select(
        last_read(Reading, Thread, all_read_at(_PERSON, Thread.space_id)).label("last_read"),
        Thread.seq,
        _word(Follow.thread_id == bindparam("thread")).label("thread"),
        _word(Follow.space_id == bindparam("space")).label("space"),
        _word(Follow.host_id == bindparam("host")).label("host"),
    )
    .outerjoin(Reading, (Reading.thread_id == Thread.id) & (Reading.person_id == _PERSON))
    .where(Thread.id == bindparam("thread"))
)
_ALL_READ_AT = all_read_at(_PERSON, bindparam("space"))
_UNREAD = (
    select(Thread.id, Thread.seq, last_read(Reading, Thread, _ALL_READ_AT).label("last_read"))
    .outerjoin(Reading, (Reading.thread_id == Thread.id) & (Reading.person_id == _PERSON))
    .where(
        Thread.id == func.any(bindparam("threads", type_=ARRAY(BigInteger))),
        Thread.seq > func.coalesce(Reading.last_read_seq, 0),
        Thread.last_post_at > func.coalesce(_ALL_READ_AT, literal_column("'-infinity'::timestamptz")),
    )
    .subquery()
)
_SPACE_STANDING = select(
    select(
        func.coalesce(
            func.jsonb_agg(func.jsonb_build_array(_UNREAD.c.id, _UNREAD.c.seq, _UNREAD.c.last_read), type_=JSONB),
            literal_column("'[]'::jsonb"),
        )
    )
    .scalar_subquery()
    .label("unread"),
    _word(Follow.space_id == bindparam("space")).label("space"),
    _word(Follow.host_id == bindparam("host")).label("host"),
)


def standing(person_id: int, thread_id: int, space_id: int, host_id: int | None) -> Standing:
    """How the person stands to the thread, in one statement."""
    values = {"person": person_id, "thread": thread_id, "space": space_id, "host": host_id}
    row = read(_STANDING, values).one()
    words = tuple(Level(word) if word else None for word in (row.thread, row.space, row.host))
    return Standing(min(row.last_read, row.seq), row.seq, (words[0], words[1], words[2]))


def space_standing(person_id: int, space_id: int, host_id: int | None, threads: Sequence[int]) -> SpaceStanding:
    """How the person stands to the space and to these threads of it, in one statement."""
    values = {"person": person_id, "space": space_id, "host": host_id, "threads": list(threads)}
    row = read(_SPACE_STANDING, values).one()
    found = {number: Unread(seq - last, last + 1) for number, seq, last in row.unread if seq > last}
    words = tuple(Level(word) if word else None for word in (row.space, row.host))
    return SpaceStanding(found, (words[0], words[1]))


def read_up_to(person_id: int, thread_id: int, number: int) -> None:
    """She has read the thread up to this number, or up to its last one. Never less than before."""
    reached = select(_typed(person_id), Thread.id, func.least(number, Thread.seq)).where(
        Thread.id == thread_id, Thread.seq > 0
    )
    statement = upsert(Reading).from_select(["person_id", "thread_id", "last_read_seq"], reached)
    row = statement.excluded
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "thread_id"],
            set_={"last_read_seq": row.last_read_seq},
            where=Reading.last_read_seq < row.last_read_seq,
        )
    )


def _typed(number: int) -> ColumnElement[int]:
    return bindparam(None, number, Thread.id.type)


def read_own(person_id: int, thread_id: int, number: int) -> None:
    """She wrote this one herself: read, if she had read all before it."""
    if number == 1:
        read_up_to(person_id, thread_id, 1)
        return
    statement = (
        update(Reading)
        .where(Reading.person_id == person_id, Reading.thread_id == thread_id, Reading.last_read_seq == number - 1)
        .values(last_read_seq=number)
    )
    db.session.execute(statement.execution_options(synchronize_session=False))


def all_read(person_id: int, space_id: int | None, at: datetime) -> None:
    """What was written until now, in one space or (None) everywhere, counts as read: one row, however much it is."""
    statement = upsert(ReadBefore).values(person_id=person_id, space_id=space_id, before=at)
    db.session.execute(
        statement.on_conflict_do_update(
            constraint="uq_forum_read_before_person_id_space_id",
            set_={"before": func.greatest(ReadBefore.before, statement.excluded.before)},
        )
    )
