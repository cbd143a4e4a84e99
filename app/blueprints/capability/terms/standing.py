"""Three numbers a dimension, never merged; how one is endorsed; and what may change them."""

from enum import StrEnum


class Number(StrEnum):
    """Whose word a level is: the firm's, its evidence's, or a reviewer's from outside."""

    CLAIMED = "claimed"
    EVIDENCED = "evidenced"
    ENDORSED = "endorsed"


class ReviewState(StrEnum):
    """ASKED until the reviewer endorses, endorses a lower level, returns it or declines, or the firm withdraws."""

    ASKED = "asked"
    ENDORSED = "endorsed"
    ENDORSED_LOWER = "endorsed_lower"
    RETURNED = "returned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Cause(StrEnum):
    """What made a number change. `cause_id` of an event is the assessment, evidence, action or review."""

    ASSESSMENT = "assessment"
    EVIDENCE = "evidence"
    EVIDENCE_ENDED = "evidence_ended"
    CALENDAR = "calendar"
    ACTION = "action"
    REVIEW = "review"
