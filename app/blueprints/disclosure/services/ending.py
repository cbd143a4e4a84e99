"""A verification ends before its last day: by a change, or by a newer one of the same checker."""

from app.blueprints.disclosure.models import Verification
from app.blueprints.disclosure.terms import Ended
from app.core.clock import now


def end(checked: Verification, because: Ended) -> None:
    """From now on it stands behind nothing. The row stays, and says why."""
    checked.ended_at, checked.ended_because = now(), because.value
