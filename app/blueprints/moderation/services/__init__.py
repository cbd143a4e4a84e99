"""Cases are opened, taken in hand and decided here. Rooms above register what can be moderated."""

from app.blueprints.moderation.rules.reasons import hidden_reason
from app.blueprints.moderation.services.cases import (
    author_answered,
    is_open,
    let_go,
    open_case,
    renew,
    stay_with,
    take,
    take_next,
)
from app.blueprints.moderation.services.deciding import (
    AlreadyDecided,
    close,
    decide,
    possible_actions,
    statement,
    try_to_decide,
)
from app.blueprints.moderation.services.settling import settle, undo
from app.blueprints.moderation.services.subjects import as_read, describe, find_thing, register, subject

__all__ = [
    "AlreadyDecided",
    "as_read",
    "author_answered",
    "close",
    "decide",
    "describe",
    "find_thing",
    "hidden_reason",
    "is_open",
    "let_go",
    "open_case",
    "possible_actions",
    "register",
    "renew",
    "settle",
    "statement",
    "stay_with",
    "subject",
    "take",
    "take_next",
    "try_to_decide",
    "undo",
]
