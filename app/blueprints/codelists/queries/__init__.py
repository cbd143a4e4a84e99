"""Every statement of the room: codes with their names, the search, and what a load writes."""

from app.blueprints.codelists.queries.codes import (
    MOST,
    below,
    everything,
    in_force,
    in_force_of,
    named,
    named_of_kinds,
    parents,
    prefixes,
    search,
    under,
)

__all__ = [
    "MOST", "below", "everything", "in_force", "in_force_of", "named", "named_of_kinds", "parents", "prefixes",
    "search", "under",
]  # fmt: skip
