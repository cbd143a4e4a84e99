"""Half a minute after a decision it stands, unless its moderator has undone it."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Decision


def settle(decision_id: int) -> bool:
    """The decision stands from now on; False when somebody was first (settled already, or undone)."""
    raise NotImplementedError


def undo(decision: Decision, *, by: Actor) -> None:
    """Take a decision back before it stands. The case is open again, in the moderator's hand."""
    raise NotImplementedError
