"""Tables of market dialogues, one module a noun."""

from app.blueprints.dialogues.models.dialogues import Dialogue, HiddenText, Need, Phase, Translation
from app.blueprints.dialogues.models.documents import Checked, Document
from app.blueprints.dialogues.models.process import DialogueCode, Host, Invited, Notice, Review
from app.blueprints.dialogues.models.radar import Radar, RadarTold

__all__ = [
    "Checked", "Dialogue", "DialogueCode", "Document", "HiddenText", "Host", "Invited", "Need", "Notice",
    "Phase", "Radar", "RadarTold", "Review", "Translation",
]  # fmt: skip
