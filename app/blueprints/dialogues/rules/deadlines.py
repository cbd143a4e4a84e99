"""When input is taken, to the second, by the clock of the server."""

from datetime import date, datetime, timedelta
from typing import Any

from app.blueprints.dialogues.terms import DialogueState
from app.core.clock import start_of_day


def deadline(last_day: date) -> datetime:
    """The first moment at which nothing more is taken: midnight after the last day, Norwegian time."""
    return start_of_day(last_day + timedelta(days=1))


def why_not_taken(dialogue: Any, at: datetime) -> str | None:
    """The code of why this dialogue takes no input `at` this moment; None when it does.

    `dialogue` says its state, opens_on and closes_on.
    """
    if dialogue.state == DialogueState.ANNOUNCED:
        return "competition_is_announced"
    if dialogue.state != DialogueState.PUBLISHED or dialogue.opens_on is None or dialogue.closes_on is None:
        return "dialogue_is_closed"
    if at < start_of_day(dialogue.opens_on):
        return "input_is_not_open_yet"
    return "input_is_over" if at >= deadline(dialogue.closes_on) else None
