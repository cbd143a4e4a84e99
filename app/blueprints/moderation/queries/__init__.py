"""Every statement about cases, signals and decisions, one module a noun."""

from app.blueprints.moderation.queries.cases import (
    get_case,
    let_go,
    next_case,
    open_case_about,
    reporters,
    signals,
)
from app.blueprints.moderation.queries.decisions import decisions, earlier_decisions, get_decision
from app.blueprints.moderation.queries.people import author_locale, names, organisation_name
from app.blueprints.moderation.queries.queue import board, figures, waiting_count

__all__ = [
    "author_locale",
    "board",
    "decisions",
    "earlier_decisions",
    "figures",
    "get_case",
    "get_decision",
    "let_go",
    "names",
    "next_case",
    "open_case_about",
    "organisation_name",
    "reporters",
    "signals",
    "waiting_count",
]
