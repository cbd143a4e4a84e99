"""Who is invited, who hosts, and the codes and notices of a dialogue."""

from sqlalchemy import select

from app.blueprints.dialogues.models import Invited
from app.core.db import db


def is_invited(dialogue_id: int, organisation_id: int) -> bool:
    query = select(Invited.id).where(Invited.dialogue_id == dialogue_id, Invited.organisation_id == organisation_id)
    return db.session.execute(query).first() is not None
