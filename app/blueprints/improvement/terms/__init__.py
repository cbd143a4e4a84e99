"""The room's vocabulary, one module a noun."""

from app.blueprints.improvement.terms.actions import (
    LONGEST_PLAN_YEARS,
    MOST_OUTCOME,
    MOST_TITLE,
    About,
    ActionDraft,
    ActionStatus,
    Counts,
    FinishDraft,
    Subject,
)

__all__ = [
    "LONGEST_PLAN_YEARS",
    "MOST_OUTCOME",
    "MOST_TITLE",
    "About",
    "ActionDraft",
    "ActionStatus",
    "Counts",
    "FinishDraft",
    "Subject",
]
