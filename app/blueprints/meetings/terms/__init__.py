"""The room's vocabulary, one module a noun."""

from app.blueprints.meetings.terms.notes import (
    MeetingKind,
    NoteDraft,
    NoteState,
    PartyDraft,
    SaidDraft,
    WordingDraft,
)

__all__ = ["MeetingKind", "NoteDraft", "NoteState", "PartyDraft", "SaidDraft", "WordingDraft"]
