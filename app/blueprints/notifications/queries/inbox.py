"""The inbox: one notice, a notice to thousands, and what a person reads of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, func, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, insert

from app.blueprints.accounts.models import Person
from app.blueprints.notifications.models import InboxItem
from app.core.db import db
from app.core.pages import Page, cut

Receivers = Select[Any] | Sequence[int]


def put_in_inbox(person_id: int, entry_key: str, kind: str, params: dict[str, Any]) -> None:
    """One item for one person and one entry, however often it is put there. It is not read back: it is not ours."""
    values = {"person_id": person_id, "entry_key": entry_key, "kind": kind, "params": params}
    db.session.execute(insert(InboxItem).values(**values).on_conflict_do_nothing().inline())


def put_in_inboxes(people: Sequence[int], entry_key: str, kind: str, params: dict[str, Any]) -> None:
    """The same item for many, in one statement; whoever has it has it once."""
    each = select(Person.id, literal(entry_key), literal(kind), literal(params, JSONB))
    each = each.where(Person.id == any_of(people))
    columns = ["person_id", "entry_key", "kind", "params"]
    db.session.execute(insert(InboxItem).from_select(columns, each).on_conflict_do_nothing().inline())


def any_of(people: Sequence[int]) -> Any:
    """`= ANY (:people)`: one parameter, and one prepared statement, for one person and for 5,000."""
    return func.any(bindparam(None, list(people), ARRAY(BigInteger)))


def next_receivers(people: Receivers, after: int, size: int) -> list[int]:
    """The next `size` of the receivers above the person `after`, in order: the key of the page is the last of them."""
    if isinstance(people, Select):
        receivers = people.subquery()
        column = receivers.c.person_id
        query = select(column).distinct().where(column > after).order_by(column).limit(size)
        return list(db.session.scalars(query))
    return sorted({person_id for person_id in people if person_id > after})[:size]


def unread_count(person_id: int) -> int:
    """How many notices the person has not marked as read, counted; the top of a page shows `Person.unread` instead."""
    query = select(func.count()).where(InboxItem.person_id == person_id, InboxItem.read_at.is_(None))
    return db.session.scalar(query) or 0


def inbox(person_id: int, before: int | None = None) -> Page:
    """A page of the inbox, newest first; `before` is the key of the page before."""
    query = select(InboxItem).where(InboxItem.person_id == person_id).order_by(InboxItem.id.desc()).limit(21)
    if before is not None:
        query = query.where(InboxItem.id < before)
    return cut(list(db.session.scalars(query)), lambda item: item.id)


def get_item(item_id: int) -> InboxItem:
    """The notice; row-level security lets only its person find it."""
    return db.session.scalars(select(InboxItem).where(InboxItem.id == item_id)).one()


def mark_read(person_id: int, at: datetime, item_id: int | None = None) -> None:
    """Mark one, or all, of a person's notices as read."""
    query = update(InboxItem).where(InboxItem.person_id == person_id, InboxItem.read_at.is_(None)).values(read_at=at)
    if item_id is not None:
        query = query.where(InboxItem.id == item_id)
    db.session.execute(query.execution_options(synchronize_session=False))
