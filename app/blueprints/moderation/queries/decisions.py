"""Decisions, as moderators and authors read them."""

from typing import Any

from sqlalchemy import Row, exists, select

from app.blueprints.accounts.models import Person
from app.blueprints.moderation.models import Decision, Settlement, Snapshot
from app.blueprints.moderation.terms.decisions import Settled
from app.core.db import db

UNDONE = exists().where(Settlement.decision_id == Decision.id, Settlement.how == Settled.UNDONE)


def get_decision(decision_id: int) -> Decision:
    """Row-level security lets moderators find it, and its author once it stands."""
    return db.session.scalars(select(Decision).where(Decision.id == decision_id)).one()


def decisions(case_id: int) -> list[Row[Any]]:
    """The decisions in a case, oldest first, with who made them and what became of them (`how`; None: not yet)."""
    query = (
        select(Decision, Person.name.label("decided_by_name"), Settlement.how)
        .join(Person, Person.id == Decision.decided_by)
        .outerjoin(Settlement, Settlement.decision_id == Decision.id)
        .where(Decision.case_id == case_id)
        .order_by(Decision.id)
    )
    return list(db.session.execute(query))


def text_decided(decision: Decision) -> Snapshot | None:
    """The text that the decision was made on, if it was kept with the case."""
    query = select(Snapshot).where(Snapshot.case_id == decision.case_id, Snapshot.sha256 == decision.snapshot_sha256)
    return db.session.scalars(query).one_or_none()
