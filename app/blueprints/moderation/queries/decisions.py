"""Decisions, as moderators and authors read them."""

from typing import Any

from sqlalchemy import Row, select

from app.blueprints.accounts.models import Person
from app.blueprints.moderation.models import Decision
from app.core.db import db


def get_decision(decision_id: int) -> Decision:
    """Row-level security lets moderators and the author find it."""
    return db.session.scalars(select(Decision).where(Decision.id == decision_id)).one()


def decisions(case_id: int) -> list[Row[Any]]:
    """The decisions in a case, oldest first, with who made them."""
    query = (
        select(Decision, Person.name.label("decided_by_name"))
        .join(Person, Person.id == Decision.decided_by)
        .where(Decision.case_id == case_id)
        .order_by(Decision.id)
    )
    return list(db.session.execute(query))


def earlier_decisions(author_id: int | None, but_case_id: int, limit: int = 5) -> list[Row[Any]]:
    """What was decided on other things by the same author, newest first: like cases alike."""
    if author_id is None:
        return []
    query = (
        select(
            Decision.id,
            Decision.subject_title,
            Decision.action,
            Decision.reasons,
            Decision.created_at,
            Decision.case_id,
        )
        .where(Decision.subject_author_id == author_id, Decision.case_id != but_case_id)
        .order_by(Decision.id.desc())
        .limit(limit)
    )
    return list(db.session.execute(query))
