"""Tables of market dialogues, one module a noun."""

from app.blueprints.dialogues.models.dialogues import Dialogue, HiddenText, Need, Phase, Translation
from app.blueprints.dialogues.models.documents import Checked, Document
from app.blueprints.dialogues.models.process import DialogueCode, Host, Invited, Notice, Review

__all__ = [
    "Checked", "Dialogue", "DialogueCode", "Document", "HiddenText", "Host", "Invited", "Need", "Notice",
    "Phase", "Review", "Translation",
]  # fmt: skip
