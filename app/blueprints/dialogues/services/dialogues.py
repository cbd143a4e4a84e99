"""From a need to a published dialogue, saved at each step, and to its close: the room's writes under one roof."""

from app.blueprints.dialogues.services.needs import MOST_NEEDS, add_need, change_need, remove_need
from app.blueprints.dialogues.services.plan import fairness_left, save_fairness, save_plan, save_purchase
from app.blueprints.dialogues.services.states import announce, close, missing, publish
from app.blueprints.dialogues.services.texts import save_texts, start_dialogue
from app.blueprints.dialogues.services.writing import tell_space

__all__ = [
    "MOST_NEEDS",
    "add_need",
    "announce",
    "change_need",
    "close",
    "fairness_left",
    "missing",
    "publish",
    "remove_need",
    "save_fairness",
    "save_plan",
    "save_purchase",
    "save_texts",
    "start_dialogue",
    "tell_space",
]
