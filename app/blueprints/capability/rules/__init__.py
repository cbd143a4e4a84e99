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

__all__ = [
    "by_gap",
    "following",
    "framework_faults",
    "goal_fault",
    "next_level",
]
