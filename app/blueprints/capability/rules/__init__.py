"""What holds, whoever asks; pure functions, one module a noun."""

from app.blueprints.capability.rules.assessments import (
    by_gap,
    following,
    goal_fault,
    next_level,
)
from app.blueprints.capability.rules.frameworks import (
    framework_faults,
)
from app.blueprints.capability.rules.levels import (
    default_expiry,
    endorsement_in_date,
    evidenced,
    evidenced_changes,
    has_year_of_data,
    is_in_use,
    is_valid,
    missing_for,
    months_after,
    next_fall,
    three,
)

__all__ = [
    "by_gap",
    "default_expiry",
    "endorsement_in_date",
    "evidenced",
    "evidenced_changes",
    "following",
    "framework_faults",
    "goal_fault",
    "has_year_of_data",
    "is_in_use",
    "is_valid",
    "missing_for",
    "months_after",
    "next_fall",
    "next_level",
    "three",
]
