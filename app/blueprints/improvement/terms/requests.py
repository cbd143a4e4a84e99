"""The vocabulary of asking: a buyer asks a firm for a document, once."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MOST_WISH = 500
MOST_REASON = 1_000
MOST_ANSWER = 1_000
MOST_REQUESTS_A_DAY = 50  # of one buyer
LONGEST_WAIT_DAYS = 365  # from the day of asking to the day by which
OPENED_AFTER_DUE_DAYS = 90  # so long after the day by which may the asker open what answered


class RequestState(StrEnum):
    """OPEN until the firm answers or declines, the asker withdraws, or a pointer answers at once."""

    OPEN = "open"
    ANSWERED = "answered"
    POINTED = "pointed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class RequestDraft:
    """What a buyer asks a firm for: `type` is a code of `EVIDENCE_TYPES`."""

    organisation_id: int
    type: str
    wish: str = ""
    reason: str
    due_on: date
