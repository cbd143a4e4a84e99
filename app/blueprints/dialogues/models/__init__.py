"""Tables of market dialogues, one module a noun."""

from app.blueprints.dialogues.models.dialogues import Dialogue, Need, Phase, Translation
from app.blueprints.dialogues.models.threads import Post, Revision, Thread

__all__ = ["Dialogue", "Need", "Phase", "Post", "Revision", "Thread", "Translation"]
