"""What an overview can ask of its reader."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.localized import Localized

# When the prose of the pages about the site was written. A page that nobody has looked through since is this old.
WRITTEN = {page: date(2026, 11, 22) for page in ("privacy", "terms", "accessibility", "contact", "rules")}


class Next(StrEnum):
    """One thing to do; `home/steps.html` says it in words and where it is done."""

    FIX_REGISTER = "fix_register"
    PROVE_AUTHORITY = "prove_authority"
    AWAIT_VERIFICATION = "await_verification"
    SIGN_REVIEW = "sign_review"
    RENEW_TRAINING = "renew_training"
    KEEP_TRAINING = "keep_training"
    REPORT_HOURS = "report_hours"
    ANSWER_NEAR_MISSES = "answer_near_misses"
    ANSWER_REQUESTS = "answer_requests"
    MEND_LATE_ACTIONS = "mend_late_actions"
    MEND_RETURNED = "mend_returned"
    RENEW_EVIDENCE = "renew_evidence"
    KEEP_LEVEL = "keep_level"
    RENEW_ENDORSEMENT = "renew_endorsement"
    READ_REVIEW = "read_review"
    ANSWER_REVIEWS = "answer_reviews"
    START_ASSESSMENT = "start_assessment"
    CONTINUE_ASSESSMENT = "continue_assessment"
    PLAN_AN_ACTION = "plan_an_action"
    WRITE_A_NEED = "write_a_need"
    MODERATE = "moderate"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the list: what, how many of how many, and whether it is late.

    `key` is the number or code of the only one, or the first of them; `name` and `who` what it is about and whose word
    it is; `day` when it ends, and `level` what is left then. `of` is also the year that something is about.
    """

    what: Next
    count: int = 0
    of: int = 0
    late: bool = False
    key: int | str | None = None
    name: Localized | None = None
    who: str = ""
    day: date | None = None
    level: int | None = None
