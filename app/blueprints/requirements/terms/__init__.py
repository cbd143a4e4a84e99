"""The room's vocabulary, one module a noun."""

from app.blueprints.requirements.terms.profiles import (
    MOST_REQUIREMENTS,
    MOST_WEIGHT,
    NEVER_MUST,
    Gap,
    Readiness,
    Requirement,
    Verdict,
)
from app.blueprints.requirements.terms.shares import (
    ProfileState,
    Purpose,
    ShareKind,
)

__all__ = [
    "MOST_REQUIREMENTS",
    "MOST_WEIGHT",
    "NEVER_MUST",
    "Gap",
    "ProfileState",
    "Purpose",
    "Readiness",
    "Requirement",
    "ShareKind",
    "Verdict",
]
