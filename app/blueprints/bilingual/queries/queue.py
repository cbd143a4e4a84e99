"""The queues: what waits to be checked, what somebody wants, what has fallen behind, and what one is at oneself.

Each is one keyset page from one partial index; the numbers of all of them are one statement. `Eyes` says what a person
may check: a moderator everything, others what stands with their organisations and what they have written themselves;
never what they have translated.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    all_,
    and_,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)

from app.blueprints.bilingual.models import Translation
from app.blueprints.bilingual.queries.work import WITHOUT_TEXT
from app.blueprints.bilingual.terms.translations import Queue
from app.core.db import db
from app.core.pages import LENGTH, Page, cut

# Written out, not as parameters: a prepared plan can only use a partial index whose condition it can read.
_IN_REVIEW = Translation.status == literal_column("'in_review'")
_REQUESTED = Translation.status == literal_column("'requested'")
_APPROVED = and_(Translation.status == literal_column("'approved'"), Translation.behind != literal_column("'fresh'"))
_MINOR = and_(_APPROVED, Translation.behind == literal_column("'minor'"))
_STALE = and_(_APPROVED, Translation.behind == literal_column("'stale'"))
_MINE = Translation.status.in_([literal_column("'draft'"), literal_column("'in_review'")])


@dataclass(frozen=True, slots=True)
class Eyes:
    """Who looks: herself, the organisations for which she may check, and whether she may check and translate at all."""

    person_id: int
    hosts: tuple[int, ...] = ()
    moderator: bool = False
    translates: bool = False


def queues_of(eyes: Eyes) -> tuple[Queue, ...]:
    return tuple(Queue) if eyes.translates else (Queue.CHECK, Queue.CONFIRM, Queue.MINE)


def counts(eyes: Eyes) -> dict[Queue, int]:
    """How many there are in each queue that the person has: one statement."""
    shown = queues_of(eyes)
    numbers = [
        select(func.count()).select_from(Translation).where(*_conditions(queue, eyes)).scalar_subquery()
        for queue in shown
    ]
    return dict(zip(shown, db.session.execute(select(*numbers)).one(), strict=True))


def page_of(queue: Queue, eyes: Eyes, lang: str | None = None, after: str | None = None) -> Page:
    """Translations of a queue, in one language or in all, with the key of the next page."""
    query: Select[Any] = select(Translation).options(*WITHOUT_TEXT).where(*_conditions(queue, eyes))
    if lang is not None:
        query = query.where(Translation.lang == lang)
    column, ascending, read = _ORDERS[queue]
    key = _parse(after, read)
    if key is not None:
        here, there = tuple_(column, Translation.id), tuple_(literal(key[0]), literal(key[1]))
        query = query.where(here > there if ascending else here < there)
    order = (column.asc(), Translation.id.asc()) if ascending else (column.desc(), Translation.id.desc())
    rows = list(db.session.scalars(query.order_by(*order).limit(LENGTH + 1)))
    return cut(rows, lambda row: f"{_written(getattr(row, column.key))}_{row.id}")


def _conditions(queue: Queue, eyes: Eyes) -> tuple[Any, ...]:
    if queue is Queue.MINE:
        return _MINE, Translation.translator_id == eyes.person_id, Translation.visible
    if queue in (Queue.WANTED, Queue.STALE):
        return _REQUESTED if queue is Queue.WANTED else _STALE, Translation.visible
    return (
        _IN_REVIEW if queue is Queue.CHECK else _MINOR,
        Translation.visible,
        Translation.translator_id != eyes.person_id,
        literal(eyes.person_id, BigInteger) != all_(Translation.hands),
        _may_check(eyes),
    )


def _may_check(eyes: Eyes) -> ColumnElement[bool]:
    if eyes.moderator:
        return true()
    hosted = Translation.host_id.in_(eyes.hosts) if eyes.hosts else false()
    return or_(hosted, Translation.author_id == eyes.person_id)


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _moment(typed: str) -> datetime:
    found = datetime.fromisoformat(typed.replace(" ", "+"))
    if found.tzinfo is None:
        raise ValueError(typed)
    return found


def _number(typed: str) -> int:
    found = int(typed)
    if not 0 <= found < 2**31:
        raise ValueError(typed)
    return found


def _parse(after: str | None, read: Callable[[str], Any]) -> tuple[Any, int] | None:
    """The key of the page before; anything else is the first page."""
    first, _underscore, number = (after or "")[:100].rpartition("_")
    try:
        key = read(first), int(number)
    except ValueError:
        return None
    return key if 0 < key[1] < 2**63 else None


_ORDERS: dict[Queue, tuple[Any, bool, Callable[[str], Any]]] = {
    Queue.CHECK: (Translation.submitted_at, True, _moment),
    Queue.CONFIRM: (Translation.changed_at, True, _moment),
    Queue.WANTED: (Translation.wanted, False, _number),
    Queue.STALE: (Translation.changed_at, True, _moment),
    Queue.MINE: (Translation.changed_at, False, _moment),
}
