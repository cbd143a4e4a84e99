"""The pages of the ledger: keyset both ways, and nothing is read of what is not shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, exists, or_, select

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.parity.models import Exemption, Item, Told
from app.blueprints.parity.queries.ledger import IS_RED
from app.blueprints.parity.queries.standing import participants
from app.blueprints.parity.terms.items import Channel, ExemptionState
from app.core.db import db
from app.core.pages import LENGTH

COLUMNS = 6
"""Suppliers beside each other in the matrix."""
_PROPOSED = exists().where(
    Exemption.dialogue_id == Item.dialogue_id, Exemption.item_id == Item.id,
    Exemption.state == ExemptionState.PROPOSED,
)  # fmt: skip
_LISTED = (
    Item.id, Item.kind, Item.subject_type, Item.subject_id, Item.title, Item.lang, Item.first_told_at, Item.channel,
    Item.receivers, Item.published_at, Item.path, Item.exempted_at, Item.withdrawn_at, Item.hidden_at,
    _PROPOSED.label("proposed"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Around:
    """Rows of a page, newest first, and the keys of the pages beside it (None at the ends)."""

    rows: list[Row[Any]]
    older: int | None
    newer: int | None


def items_page(
    dialogue_id: int, *, red: bool = False, before: int | None = None, after: int | None = None, length: int = LENGTH
) -> Around:
    """Those below the number `before`, or the nearest above `after`; all, or those that are red."""
    query: Select[Any] = select(*_LISTED).where(Item.dialogue_id == dialogue_id).limit(length + 1)
    if red:
        query = query.where(IS_RED)
    if after is not None:
        rows = list(db.session.execute(query.where(Item.id > after).order_by(Item.id)))
        page = rows[:length][::-1]
        return Around(page, page[-1].id if page else None, page[0].id if len(rows) > length else None)
    if before is not None:
        query = query.where(Item.id < before)
    rows = list(db.session.execute(query.order_by(Item.id.desc())))
    page = rows[:length]
    newer = page[0].id if page and before is not None else None
    return Around(page, page[-1].id if len(rows) > length else None, newer)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Items down, suppliers across. `told`: {(item, organisation): (at, channel)} of those who were told by themselves.

    `left` and `right`: the numbers after which the suppliers beside these begin (None at the ends).
    """

    items: Around
    firms: Sequence[Row[Any]]
    told: dict[tuple[int, int], tuple[datetime, Channel]]
    left: int | None
    right: int | None


def matrix(
    dialogue_id: int,
    *,
    red: bool = False,
    before: int | None = None,
    after: int | None = None,
    firms_after: int = 0,
    length: int = LENGTH,
) -> Matrix:
    """Three statements, however many items and suppliers there are: items, suppliers, and who of these was told."""
    items = items_page(dialogue_id, red=red, before=before, after=after, length=length)
    found = participants(dialogue_id, after=firms_after, limit=COLUMNS + 1)
    firms = found[:COLUMNS]
    told: dict[tuple[int, int], tuple[datetime, Channel]] = {}
    if items.rows and firms:
        query = select(Told.item_id, Told.organisation_id, Told.at, Told.channel).where(
            Told.dialogue_id == dialogue_id,
            Told.item_id.in_([row.id for row in items.rows]),
            Told.organisation_id.in_([firm.organisation_id for firm in firms]),
        )
        told = {(row.item_id, row.organisation_id): (row.at, row.channel) for row in db.session.execute(query)}
    return Matrix(
        items, firms, told,
        left=max(0, firms_after - COLUMNS) if firms_after else None,
        right=firms[-1].number if len(found) > COLUMNS else None,
    )  # fmt: skip


def get_item(item_id: int) -> Item:
    return db.session.scalars(select(Item).where(Item.id == item_id)).one()


def told_of(item: Item, after: int | None = None, length: int = LENGTH) -> tuple[Sequence[Row[Any]], int | None]:
    """Who was told by itself: organisation, organisation_number, at, channel, by; the first first, and the next key."""
    query = (
        select(
            Told.id, Organisation.name.label("organisation"), Organisation.number.label("organisation_number"), Told.at,
            Told.channel, Told.words, Person.name.label("by"),
        )
        .join(Organisation, Organisation.id == Told.organisation_id)
        .outerjoin(Person, Person.id == Told.by_id)
        .where(Told.dialogue_id == item.dialogue_id, Told.item_id == item.id, Told.id > (after or 0))
        .order_by(Told.id)
        .limit(length + 1)
    )  # fmt: skip
    rows = db.session.execute(query).all()
    return rows[:length], rows[length - 1].id if len(rows) > length else None


def exemptions_of(item: Item) -> Sequence[Exemption]:
    """All that has been proposed for it, the newest first."""
    query = select(Exemption).where(Exemption.dialogue_id == item.dialogue_id, Exemption.item_id == item.id)
    return db.session.scalars(query.order_by(Exemption.id.desc()).limit(LENGTH)).all()


def published_page(dialogue_id: int, after: tuple[datetime, int] | None = None) -> Sequence[Row[Any]]:
    """What everybody can read, what was published last on top; one more than a page holds."""
    query = (
        select(*_LISTED, Item.words)
        .where(Item.dialogue_id == dialogue_id, Item.published_at.is_not(None))
        .order_by(Item.published_at.desc(), Item.id.desc())
        .limit(LENGTH + 1)
    )
    if after:
        moment, number = after
        query = query.where(
            Item.published_at <= moment,
            or_(Item.published_at < moment, and_(Item.published_at == moment, Item.id < number)),
        )
    return db.session.execute(query).all()


def told_to(dialogue_id: int, organisation_ids: Iterable[int], length: int = LENGTH) -> Sequence[Row[Any]]:
    """What these were told by themselves, the latest first: id, title, lang, published_at, hidden_at, at, channel."""
    query = (
        select(Item.id, Item.title, Item.lang, Item.published_at, Item.hidden_at, Told.at, Told.channel)
        .join(Item, and_(Item.dialogue_id == Told.dialogue_id, Item.id == Told.item_id))
        .where(Told.organisation_id.in_(list(organisation_ids)), Told.dialogue_id == dialogue_id)
        .order_by(Told.item_id.desc())
        .limit(length)
    )
    return db.session.execute(query).all()
