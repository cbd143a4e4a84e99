"""Tables of the room, one module a noun."""

from app.blueprints.questions.models.answers import Answer, Batch, Entry, Wording
from app.blueprints.questions.models.questions import Asker, DialogueKey, Look, Pseudonym, Question

__all__ = ["Answer", "Asker", "Batch", "DialogueKey", "Entry", "Look", "Pseudonym", "Question", "Wording"]
