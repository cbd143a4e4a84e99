"""Tables of the room, one module a noun: each row is one organisation's, under row-level security."""

from app.blueprints.improvement.models.actions import (
    Action,
)

__all__ = [
    "Action",
]
