"""Declarations: one's own, and who has declared, for the lead."""

from sqlalchemy import select

from app.blueprints.impartiality.models import Declaration
from app.core.db import db


def current(dialogue_id: int, person_id: int) -> Declaration | None:
    query = select(Declaration).where(
        Declaration.dialogue_id == dialogue_id, Declaration.person_id == person_id, Declaration.current.is_(True)
    )
    return db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
