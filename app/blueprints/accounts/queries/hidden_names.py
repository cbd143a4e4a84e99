"""Names that a moderator has hidden."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, select

from app.blueprints.accounts.models import HiddenName, Organisation
from app.core.db import db


def names_for_moderators(ids: Sequence[int]) -> Sequence[Row[Any]]:
    """Organisations, each with the name that was hidden, if it was."""
    query = (
        select(Organisation, HiddenName.name)
        .outerjoin(HiddenName, HiddenName.organisation_id == Organisation.id)
        .where(Organisation.id.in_(ids))
    )
    return db.session.execute(query).all()


def lock_organisation(organisation_id: int) -> Organisation:
    """The organisation as it is now, not to be changed by anybody else until this transaction ends."""
    query = select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def take_hidden_name(organisation_id: int) -> str | None:
    """What it was called, and no longer kept apart."""
    query = delete(HiddenName).where(HiddenName.organisation_id == organisation_id).returning(HiddenName.name)
    return db.session.scalar(query)
