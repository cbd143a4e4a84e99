"""When a supplier may be kept out: only as the last way, and never unheard (directive 2014/24/EU art. 41)."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from app.blueprints.involvement.terms.assessments import MeasureState


class HasState(Protocol):
    state: MeasureState


class IsHearing(Protocol):
    until: date
    answered_on: date | None


def why_not_excluded(measures: Iterable[HasState], hearings: Iterable[IsHearing], today: date) -> str | None:
    """The code of what is missing before "exclude" may be chosen; None when nothing is.

    A hearing counts when the supplier has answered, or when its last day has passed without an answer.
    """
    if not any(m.state == MeasureState.REJECTED for m in measures):
        return "no_lesser_measure_rejected"
    if not any(h.answered_on is not None or h.until < today for h in hearings):
        return "supplier_not_heard"
    return None
