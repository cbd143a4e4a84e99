"""Tables of market dialogues, one module a noun."""

from app.blueprints.dialogues.models.dialogues import Dialogue, Need, Phase, Translation

__all__ = ["Dialogue", "Need", "Phase", "Translation"]
