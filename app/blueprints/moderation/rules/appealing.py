"""Until when one may appeal, and how an appeal stands."""

from datetime import date, datetime

from app.blueprints.moderation.terms.appeals import TIME_TO_APPEAL, Standing
from app.blueprints.moderation.terms.decisions import CAN_BE_APPEALED, Action
from app.core.clock import local


def last_day(stood_at: datetime) -> date:
    """The last day on which a decision may be appealed that stood, and was made known, at `stood_at`: a whole day."""
    return local(stood_at).date() + TIME_TO_APPEAL


def standing(
    action: Action, *, is_answer: bool, stood_at: datetime | None, appealed: bool, answered: bool, on: date
) -> Standing:
    """Where the author is: `is_answer` when the decision itself answers an appeal, `stood_at` None while undoable."""
    if answered:
        return Standing.ANSWERED
    if appealed:
        return Standing.CONSIDERED
    if action not in CAN_BE_APPEALED or is_answer:
        return Standing.NONE
    if stood_at is None:
        return Standing.NOT_YET
    return Standing.OPEN if on <= last_day(stood_at) else Standing.TOO_LATE
