"""The room's vocabulary, one module a noun."""

from app.blueprints.dialogues.terms.dialogues import (
    DialogueState,
    NeedDraft,
    NeedKind,
    PhaseDraft,
    PlanDraft,
    TextsDraft,
)

__all__ = ["DialogueState", "NeedDraft", "NeedKind", "PhaseDraft", "PlanDraft", "TextsDraft"]
