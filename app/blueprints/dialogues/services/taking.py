"""Whether something may be asked or handed in now: asked by every room that takes something from the market."""

from datetime import datetime
from typing import Any

from app.blueprints.dialogues.queries.process import is_invited
from app.blueprints.dialogues.rules.deadlines import deadline, why_not_taken
from app.blueprints.dialogues.terms.process import OpenTo
from app.core.clock import local, now
from app.core.errors import Conflict, Refused

__all__ = ["deadline", "refuse_uninvited", "refuse_when_not_taken", "why_not_taken"]


def refuse_when_not_taken(dialogue: Any, *, at: datetime | None = None) -> None:
    """Conflict with the server's time, to the second, when the dialogue takes nothing `at` this moment (now)."""
    moment = at or now()
    if code := why_not_taken(dialogue, moment):
        raise Conflict(code, at=f"{local(moment):%H:%M:%S}", day=local(moment).date().isoformat())


def refuse_uninvited(dialogue: Any, organisation_id: int) -> None:
    """Refused for an organisation that has not been invited to a dialogue that is not open to all."""
    if dialogue.open_to == OpenTo.INVITED and not is_invited(dialogue.id, organisation_id):
        raise Refused("not_invited")
