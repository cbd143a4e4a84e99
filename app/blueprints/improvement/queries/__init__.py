"""Every statement of the room, one module a noun."""

from app.blueprints.improvement.queries.actions import (
    PlannedAction,
    counts,
    get_action,
    is_member,
    members,
    name_of,
    open_by_subject,
    plan,
)

__all__ = [
    "PlannedAction",
    "counts",
    "get_action",
    "is_member",
    "members",
    "name_of",
    "open_by_subject",
    "plan",
]
