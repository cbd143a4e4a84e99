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

__all__ = [
    "DEFAULT_FRAMEWORK",
    "HIGHEST",
    "LANGUAGES",
    "LEVELS",
    "MOST_NOTE",
    "SUBJECT_KIND",
    "AnswerDraft",
    "Fault",
    "Progress",
    "Standing",
]
