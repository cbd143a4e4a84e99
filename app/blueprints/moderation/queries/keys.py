"""A moderator's own keys."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.moderation.models import Keys
from app.core.db import db


def get_keys(person_id: int) -> Keys | None:
    return db.session.scalar(select(Keys).where(Keys.person_id == person_id))


def keep_keys(person_id: int, keys: dict[str, str], *, on: bool) -> None:
    """One row a person: what she chose last."""
    chosen = {"keys": keys, "on": on}
    query = insert(Keys).values(person_id=person_id, **chosen)
    db.session.execute(query.on_conflict_do_update(index_elements=["person_id"], set_=chosen))
