"""The room's vocabulary, one module a noun."""

from app.blueprints.outcome.terms.summaries import SummaryDraft
from app.blueprints.outcome.terms.themes import (
    Chosen,
    Contribution,
    Outcome,
    SourceKind,
    ThemeDraft,
    ThemeWords,
)

__all__ = ["Chosen", "Contribution", "Outcome", "SourceKind", "SummaryDraft", "ThemeDraft", "ThemeWords"]
