"""Forms of the room, one module a noun."""

from app.blueprints.meetings.forms import wordings  # noqa: F401 - the words of the room's errors
from app.blueprints.meetings.forms.notes import NoteForm, VersionForm, WordingsForm, note_form, wordings_form
from app.blueprints.meetings.forms.said import NewSaidForm, OwnSaidForm, SaidForm

__all__ = [
    "NewSaidForm", "NoteForm", "OwnSaidForm", "SaidForm", "VersionForm", "WordingsForm", "note_form", "wordings_form",
]  # fmt: skip
