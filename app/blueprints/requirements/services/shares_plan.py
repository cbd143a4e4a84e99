"""The plan within a share: what the firm will do and when, without people, costs or what they say among themselves."""

from typing import Any

from app.blueprints.improvement.terms import ActionStatus
from app.blueprints.requirements import queries

OPEN = (ActionStatus.PLANNED, ActionStatus.STARTED)


def plan_content(organisation_id: int) -> list[dict[str, Any]]:
    """What is open on the firm's plan, by the day due: {title, subject, starts_on, due_on, status, expected}."""
    return [
        {
            "title": line.title,
            "subject": line.subject,
            "starts_on": line.starts_on.isoformat() if line.starts_on else None,
            "due_on": line.due_on.isoformat(),
            "status": line.status.value,
            "expected": line.expected,
        }
        for line in queries.plan_lines(organisation_id)
        if line.status in OPEN
    ]
