"""Tables of the room, one module a noun: each row is one organisation's, under row-level security."""

from app.blueprints.improvement.models.actions import (
    Action,
    ActionEvidence,
    Adviser,
    Comment,
    Dependency,
    Feed,
)
from app.blueprints.improvement.models.checks import EffectCheck
from app.blueprints.improvement.models.evidence import (
    Evidence,
    Opening,
    Permit,
    Request,
    UnfinishedEvidence,
)

__all__ = [
    "Action",
    "ActionEvidence",
    "Adviser",
    "Comment",
    "Dependency",
    "EffectCheck",
    "Evidence",
    "Feed",
    "Opening",
    "Permit",
    "Request",
    "UnfinishedEvidence",
]
