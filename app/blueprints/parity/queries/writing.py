"""The few statements that write the ledger, however many items there are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, delete, func, literal, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.dialogues.models import Dialogue
from app.blueprints.parity.models import Exemption, Item, Participant, Told
from app.core.db import db

KEY = ("dialogue_id", "kind", "subject_type", "subject_id")


def hosts(dialogue_id: int) -> Row[Any]:
    """id, organisation_id (who leads), host_ids, state, lang and languages of the dialogue."""
    query = select(
        Dialogue.id, Dialogue.organisation_id, Dialogue.host_ids, Dialogue.state, Dialogue.lang, Dialogue.languages
    ).where(Dialogue.id == dialogue_id)
    return db.session.execute(query).one()


def put_items(rows: Sequence[dict[str, Any]]) -> list[int]:
    """Make items, or bring those that are there up to date: told earlier counts, publication is once and for all."""
    statement = insert(Item).values(list(rows))
    new = statement.excluded
    put = statement.on_conflict_do_update(
        index_elements=list(KEY),
        set_={
            "first_told_at": func.least(Item.first_told_at, new.first_told_at),
            "channel": case(
                (Item.first_told_at.is_(None) | (new.first_told_at < Item.first_told_at), new.channel),
                else_=Item.channel,
            ),
            "published_at": func.coalesce(Item.published_at, new.published_at),
            "path": func.coalesce(func.nullif(new.path, ""), Item.path),
            "title": new.title,
            "version": Item.version + 1,
        },
    )
    return list(db.session.scalars(put.returning(Item.id)))


def put_told(rows: Sequence[dict[str, Any]]) -> None:
    """Who was told is noted once: the first time counts."""
    if rows:
        db.session.execute(insert(Told).values(list(rows)).on_conflict_do_nothing())


def put_participants(dialogue_id: int, organisation_ids: Sequence[int], how: str, at: datetime) -> int:
    """Those who take part; a way that is new is added to the ways in which they do. Gives how many are new."""
    if not organisation_ids:
        return 0
    rows = [
        {"dialogue_id": dialogue_id, "organisation_id": number, "ways": [how], "joined_at": at, "created_at": at}
        for number in dict.fromkeys(organisation_ids)
    ]
    statement = insert(Participant).values(rows)
    statement = statement.on_conflict_do_update(
        index_elements=["dialogue_id", "organisation_id"],
        set_={"ways": Participant.ways.concat(statement.excluded.ways)},
        where=literal(how) != func.all(Participant.ways),
    )
    fresh: Any = statement.returning(literal_column("xmax = 0"))  # a row that was there is updated, and has one
    return sum(db.session.scalars(fresh).all())


def item_of(dialogue_id: int, kind: str, subject_id: int) -> Item | None:
    query = select(Item).where(Item.dialogue_id == dialogue_id, Item.kind == kind, Item.subject_id == subject_id)
    return db.session.scalars(query, execution_options={"populate_existing": True}).first()


def drop_untold(dialogue_id: int, kind: str, subject_id: int) -> None:
    """Items of this subject that nobody has been told of."""
    db.session.execute(
        delete(Item).where(
            Item.dialogue_id == dialogue_id, Item.kind == kind, Item.subject_id == subject_id,
            Item.first_told_at.is_(None),
        )
    )  # fmt: skip


def mark_withdrawn(dialogue_id: int, kind: str, subject_id: int, at: datetime) -> None:
    db.session.execute(
        update(Item)
        .where(
            Item.dialogue_id == dialogue_id, Item.kind == kind, Item.subject_id == subject_id,
            Item.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=at, version=Item.version + 1)
    )  # fmt: skip


def mark_hidden(
    dialogue_id: int, kind: str, subject_type: str, subject_ids: Sequence[int], at: datetime | None
) -> None:
    db.session.execute(
        update(Item)
        .where(
            Item.dialogue_id == dialogue_id, Item.kind == kind, Item.subject_type == subject_type,
            Item.subject_id.in_(subject_ids),
        )
        .values(hidden_at=at, version=Item.version + 1)
    )  # fmt: skip


def mark_item_hidden(dialogue_id: int, item_id: int, at: datetime | None) -> None:
    db.session.execute(
        update(Item)
        .where(Item.dialogue_id == dialogue_id, Item.id == item_id)
        .values(hidden_at=at, version=Item.version + 1)
    )


def lock_item(dialogue_id: int, item_id: int) -> Item:
    """As it is now, held until this transaction ends."""
    query = select(Item).where(Item.dialogue_id == dialogue_id, Item.id == item_id).with_for_update()
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def open_exemption(item: Item) -> Exemption | None:
    """The exemption that is proposed or holds."""
    query = select(Exemption).where(
        Exemption.dialogue_id == item.dialogue_id, Exemption.item_id == item.id, Exemption.state != "declined"
    )
    return db.session.scalars(query, execution_options={"populate_existing": True}).first()
