"""Who else had a hand in it. Row-level security lets the hosts find them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from app.blueprints.accounts.models import Organisation
from app.blueprints.involvement.models import OtherParty
from app.core.db import db

MOST = 200


def parties_of(dialogue_id: int) -> Sequence[Row[Any]]:
    """Advisers, and related undertakings with the name of the one that each is related to."""
    query = (
        select(
            OtherParty.id, OtherParty.kind, OtherParty.name, OtherParty.number, OtherParty.role, OtherParty.relation,
            OtherParty.since, OtherParty.related_to_id,
            Organisation.name.label("related_to"),
        )
        .outerjoin(Organisation, Organisation.id == OtherParty.related_to_id)
        .where(OtherParty.dialogue_id == dialogue_id, OtherParty.taken_back_at.is_(None))
        .order_by(OtherParty.kind, OtherParty.id)
        .limit(MOST)
    )  # fmt: skip
    return db.session.execute(query).all()


def get_party(party_id: int) -> OtherParty:
    query = select(OtherParty).where(OtherParty.id == party_id, OtherParty.taken_back_at.is_(None))
    return db.session.scalars(query).one()
