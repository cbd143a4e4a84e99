"""Every statement about cases, signals and decisions, one module a noun."""

from app.blueprints.moderation.queries.cases import (
    get_case,
    let_go,
    next_case,
    open_case_about,
    signals,
)
from app.blueprints.moderation.queries.decisions import decisions, get_decision
from app.blueprints.moderation.queries.people import names
from app.blueprints.moderation.queries.queue import board, figures, waiting_count

__all__ = [
    "board",
    "decisions",
    "figures",
    "get_case",
    "get_decision",
    "let_go",
    "names",
    "next_case",
    "open_case_about",
    "signals",
    "waiting_count",
]
