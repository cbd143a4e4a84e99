"""Whoever is stopped from writing for a time writes nothing that others outside her own organisation see.

Asked by the services of every room in which such a thing is written. She may take back what is hers, keep drafts, ask,
follow and report.
"""

from app.blueprints.accounts.terms import Actor
from app.core.errors import Conflict


def refuse_silenced(by: Actor | None) -> None:
    """A Conflict while a moderator's silence holds. `by` None is the machine, or a decision that says who made it."""
    if by is not None and by.silenced_until is not None:
        raise Conflict("you_are_silenced")
