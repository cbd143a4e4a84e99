"""Every statement of the room, one module a noun."""

from app.blueprints.meetings.queries.notes import get_note, get_said, notes_of, own_notes, parts_of
from app.blueprints.meetings.queries.published import entries_of

__all__ = ["entries_of", "get_note", "get_said", "notes_of", "own_notes", "parts_of"]
