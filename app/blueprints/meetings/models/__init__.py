"""Tables of the room, one module a noun."""

from app.blueprints.meetings.models.notes import Entry, EntryText, Note, NoteWording, Party, Said

__all__ = ["Entry", "EntryText", "Note", "NoteWording", "Party", "Said"]
