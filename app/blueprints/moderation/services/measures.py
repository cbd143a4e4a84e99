"""Measures against a person: a warning, a silence, a suspension."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Decision


def take(decision: Decision, *, by: Actor | None) -> None:
    """Carry out a decision about the author: WARN, SILENCE or SUSPEND. Needs `decision.id` (flushed)."""
    raise NotImplementedError


def take_back(decision: Decision, *, by: Actor | None) -> None:
    """Lift the measure that this decision took, if any; what other decisions took stands."""
    raise NotImplementedError
