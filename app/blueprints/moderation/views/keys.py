"""Which key does what for a moderator."""

from app.blueprints.moderation.queries.keys import get_keys
from app.blueprints.moderation.terms.keys import DEFAULT_KEYS


def keys_of(person_id: int) -> dict[str, str] | None:
    """Act -> key, as she has chosen; None when she has switched them all off. One statement."""
    kept = get_keys(person_id)
    if kept is None:
        return dict(DEFAULT_KEYS)
    return {**DEFAULT_KEYS, **kept.keys} if kept.on else None
