"""Tables of market dialogues, one module a noun."""

from app.blueprints.dialogues.models.dialogues import Dialogue, HiddenText, Need, Phase, Translation

__all__ = ["Dialogue", "HiddenText", "Need", "Phase", "Translation"]
