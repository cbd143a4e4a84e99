"""Every statement of the room, one module a noun. Pages that many read get plain rows; forms get objects."""

from app.blueprints.dialogues.queries.dialogues import (
    dialogue_shown,
    get_dialogue,
    needs_of,
    open_now,
    phases_of,
    published_dialogue,
)
from app.blueprints.dialogues.queries.finding import ListPage, list_dialogues
from app.blueprints.dialogues.queries.own import dialogues_of

__all__ = [
    "ListPage",
    "dialogue_shown",
    "dialogues_of",
    "get_dialogue",
    "list_dialogues",
    "needs_of",
    "open_now",
    "phases_of",
    "published_dialogue",
]
