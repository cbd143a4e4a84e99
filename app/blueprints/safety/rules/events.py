"""What follows from what happened."""

from app.blueprints.safety.terms import (
    EventKind,
)


def must_be_notified(kind: EventKind, *, serious: bool) -> bool:
    """A death or a serious injury is to be told to the authorities at once."""
    return kind is EventKind.FATALITY or serious
