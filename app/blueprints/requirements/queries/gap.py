"""What the firm's plan already does about a dimension."""

from sqlalchemy import select

from app.blueprints.capability.terms import SUBJECT_KIND
from app.blueprints.improvement.models import Action
from app.blueprints.improvement.terms import OPEN_STATUSES
from app.blueprints.requirements.terms import OpenAction
from app.core.db import db


def open_actions(organisation_id: int) -> list[OpenAction]:
    """The firm's open actions about any dimension, the first due first: one statement."""
    query = (
        select(Action.id, Action.subject, Action.title, Action.due_on, Action.status, Action.expected)
        .where(
            Action.organisation_id == organisation_id,
            Action.status.in_(OPEN_STATUSES),
            Action.subject.startswith(f"{SUBJECT_KIND}:"),
        )
        .order_by(Action.due_on, Action.id)
    )
    found = []
    for row in db.session.execute(query):
        _, code, aim = f"{row.subject}::".split(":")[:3]
        level = int(aim) if aim.isascii() and aim.isdecimal() and len(aim) == 1 else None
        found.append(
            OpenAction(
                id=row.id,
                code=code,
                aim=level,
                title=row.title,
                due_on=row.due_on,
                status=row.status,
                expected=row.expected,
            )
        )
    return found
