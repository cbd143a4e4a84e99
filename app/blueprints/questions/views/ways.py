"""From a dialogue's page to a new question, and to those that one's own firm has asked."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from app.blueprints.dialogues.services import ways
from app.blueprints.dialogues.services.ways import Found, Place, Way
from app.blueprints.questions.queries.beside import OWN


def ask(who: Any, dialogue: Any, found: Found) -> list[Way]:
    """While questions are taken."""
    if not ways.takes_from(who, dialogue, found):
        return []
    return [Way("ask", _("Ask a question"), f"/dialogues/{dialogue.id}/questions/new")]


def own_questions(who: Any, dialogue: Any, found: Found) -> list[Way]:
    """How many, and how many of them wait for the firm: given back, or the buyer proposes other words."""
    path = f"/dialogues/{dialogue.id}/our-questions"
    return [
        Way("own-questions", _("Our questions"), path, _waiting(int(row.words)) or f"{row.code}", int(row.words) > 0)
        for row in found.get(OWN, ())
    ]


def _waiting(many: int) -> str:
    return ngettext("%(num)s waits for you", "%(num)s wait for you", many) if many else ""


ways.register(Place.BAND, 20, ask)
ways.register(Place.OWN, 10, own_questions)
