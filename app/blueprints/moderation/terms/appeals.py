"""Appeals: the author complains, and another person decides."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

TIME_TO_APPEAL = timedelta(weeks=3)
"""Three weeks from the day the decision became known: as in the Public Administration Act, section 29."""

TIME_TO_ANSWER = timedelta(weeks=1)
"""So soon another person is to have answered; the author reads the day."""

APPEAL_LIMIT = 6_000


class Outcome(StrEnum):
    UPHELD = "upheld"
    CHANGED = "changed"
    OVERTURNED = "overturned"


class Standing(StrEnum):
    """How an appeal over a decision stands. `NONE`: nothing was taken away, or the decision is itself an answer.

    `NOT_YET`: whoever decided may still undo it.
    """

    NONE = "none"
    NOT_YET = "not_yet"
    OPEN = "open"
    TOO_LATE = "too_late"
    CONSIDERED = "considered"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDraft:
    text: str
    lang: str
