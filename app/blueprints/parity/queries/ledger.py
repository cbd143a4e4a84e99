"""The ledger read as a whole: for the report, the command line, and whoever must prove it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.parity.models import Exemption, Item, Told
from app.blueprints.parity.terms.items import ExemptionState
from app.core.db import db

IS_RED = Item.first_told_at.is_not(None) & Item.published_at.is_(None) & Item.exempted_at.is_(None)
_TOLD_APIECE = (
    select(
        Told.item_id,
        func.jsonb_agg(
            aggregate_order_by(
                func.jsonb_build_object(
                    "organisation_id", Told.organisation_id, "organisation", Organisation.name,
                    "organisation_number", Organisation.number, "at", Told.at, "channel", Told.channel,
                ),
                Told.at,
                Told.id,
            )
        ).label("told"),
    )
    .join(Organisation, Organisation.id == Told.organisation_id)
    .group_by(Told.item_id)
)  # fmt: skip


def who_got_what_when(dialogue_id: int) -> Sequence[Row[Any]]:
    """Every item in the order of the ledger, in one statement.

    id, kind, subject_type, subject_id, title, lang, first_told_at, channel, by, published_at, path, exempted_at,
    reason, withdrawn_at, and `told`: [{organisation_id, organisation, organisation_number, at (ISO 8601), channel}] of
    those who knew before everybody did; None where that is nobody.
    """
    # Laid together once: asked for each item, 40,000 items would touch fifty times as many blocks.
    told = _TOLD_APIECE.where(Told.dialogue_id == dialogue_id).subquery()
    query = (
        select(
            Item.id, Item.kind, Item.subject_type, Item.subject_id, Item.title, Item.lang, Item.first_told_at,
            Item.channel, Person.name.label("by"), Item.published_at, Item.path, Item.exempted_at, Exemption.reason,
            Item.withdrawn_at, told.c.told,
        )
        .outerjoin(Person, Person.id == Item.by_id)
        .outerjoin(told, told.c.item_id == Item.id)
        .outerjoin(
            Exemption,
            (Exemption.dialogue_id == Item.dialogue_id) & (Exemption.item_id == Item.id)
            & (Exemption.state == ExemptionState.APPROVED),
        )
        .where(Item.dialogue_id == dialogue_id)
        .order_by(Item.id)
    )  # fmt: skip
    return db.session.execute(query).all()


def red(dialogue_id: int, limit: int | None = None) -> Sequence[Row[Any]]:
    """What somebody was told and not everybody: id, kind, title, lang, first_told_at, path; the oldest first."""
    query = (
        select(Item.id, Item.kind, Item.title, Item.lang, Item.first_told_at, Item.path)
        .where(Item.dialogue_id == dialogue_id, IS_RED)
        .order_by(Item.id)
    )
    return db.session.execute(query.limit(limit) if limit else query).all()
