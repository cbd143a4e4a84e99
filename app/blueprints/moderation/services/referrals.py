"""A text is taken from the public and handed to the buyer who hosts the space."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Decision
from app.blueprints.moderation.terms.subjects import Description


def hand_over(decision: Decision, about: Description, *, by: Actor | None) -> None:
    """Write down what stood there, for the host alone. Refused("nobody_to_hand_over_to") when there is no host."""
    raise NotImplementedError


def take_back(decision: Decision, *, by: Actor | None) -> None:
    """What was handed over is no longer the buyer's to read."""
    raise NotImplementedError
