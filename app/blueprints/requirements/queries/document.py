"""The plan as it stands in the document that is handed over."""

from sqlalchemy import case, select

from app.blueprints.accounts.models import Person
from app.blueprints.improvement.models import Action
from app.blueprints.improvement.terms import ActionStatus
from app.blueprints.requirements.terms import PlannedLine
from app.core.db import db

MOST_LINES = 300


def plan_lines(organisation_id: int) -> list[PlannedLine]:
    """The firm's actions but those that were dropped: what is open first, then by the day due."""
    is_open = Action.status.in_((ActionStatus.PLANNED, ActionStatus.STARTED))
    query = (
        select(
            Action.id,
            Action.subject,
            Action.title,
            Action.details,
            Person.name.label("owner"),
            Action.starts_on,
            Action.due_on,
            Action.status,
            Action.cost,
            Action.support,
            Action.expected,
        )
        .join(Person, Person.id == Action.owner_id)
        .where(Action.organisation_id == organisation_id, Action.status != ActionStatus.DROPPED)
        .order_by(case((is_open, 0), else_=1), Action.due_on, Action.id)
        .limit(MOST_LINES)
    )
    return [PlannedLine(**row._asdict()) for row in db.session.execute(query)]
