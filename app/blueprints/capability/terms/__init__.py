"""The room's vocabulary, one module a noun."""

from app.blueprints.capability.terms.assessments import (
    MOST_NOTE,
    AnswerDraft,
    Progress,
    Standing,
)
from app.blueprints.capability.terms.frameworks import (
    DEFAULT_FRAMEWORK,
    HIGHEST,
    LANGUAGES,
    LEVELS,
    SUBJECT_KIND,
    Fault,
)
from app.blueprints.capability.terms.levels import (
    DATA_MONTHS,
    ENDORSED_MONTHS,
    RECENT_MONTHS,
    Endorsement,
    Missing,
    Proof,
    Three,
)
from app.blueprints.capability.terms.standing import (
    Cause,
    Number,
    ReviewState,
)

__all__ = [
    "DATA_MONTHS",
    "DEFAULT_FRAMEWORK",
    "ENDORSED_MONTHS",
    "HIGHEST",
    "LANGUAGES",
    "LEVELS",
    "MOST_NOTE",
    "RECENT_MONTHS",
    "SUBJECT_KIND",
    "AnswerDraft",
    "Cause",
    "Endorsement",
    "Fault",
    "Missing",
    "Number",
    "Progress",
    "Proof",
    "ReviewState",
    "Standing",
    "Three",
]
