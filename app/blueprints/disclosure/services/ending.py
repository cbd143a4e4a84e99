"""A verification ends before its last day: by a change, or by a newer one of the same checker."""

from app.blueprints.disclosure.models import Verification
from app.blueprints.disclosure.terms import Ended
from app.blueprints.journal.services import record
from app.core.clock import now


def end(checked: Verification, because: Ended) -> None:
    """From now on it stands behind nothing. The row stays, and says why."""
    checked.ended_at, checked.ended_because = now(), because.value


def end_and_tell(checked: Verification) -> None:
    """What it rested on is no longer there. Whoever verified, and the firm, are told by the journal's entry."""
    end(checked, Ended.CHANGED)
    record(
        "disclosure.verification_ended",
        subject=checked,
        organisation_id=checked.organisation_id,
        by_organisation=checked.by_organisation_id,
        year=checked.year,
        datum=checked.datum.value,
        level=checked.level,
    )
