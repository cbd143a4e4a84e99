"""What an overview can ask of its reader."""

from dataclasses import dataclass
from enum import StrEnum


class Next(StrEnum):
    """One thing to do; `home/steps.html` says it in words and where it is done."""

    FIX_REGISTER = "fix_register"
    PROVE_AUTHORITY = "prove_authority"
    AWAIT_VERIFICATION = "await_verification"
    REPORT_HOURS = "report_hours"
    ANSWER_NEAR_MISSES = "answer_near_misses"
    MEND_LATE_ACTIONS = "mend_late_actions"
    START_ASSESSMENT = "start_assessment"
    CONTINUE_ASSESSMENT = "continue_assessment"
    PLAN_AN_ACTION = "plan_an_action"
    WRITE_A_NEED = "write_a_need"
    MODERATE = "moderate"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the list: what, how many of how many, and whether it is late."""

    what: Next
    count: int = 0
    of: int = 0
    late: bool = False
