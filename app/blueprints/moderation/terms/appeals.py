"""Appeals: the author complains, and another person decides."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

TIME_TO_APPEAL = timedelta(weeks=3)
"""Three weeks from the day the decision became known: as in the Public Administration Act, section 29."""


class Outcome(StrEnum):
    UPHELD = "upheld"
    CHANGED = "changed"
    OVERTURNED = "overturned"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDraft:
    text: str
    lang: str
