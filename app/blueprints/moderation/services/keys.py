"""A moderator's own keys."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.queries import keys as queries
from app.blueprints.moderation.terms.keys import DEFAULT_KEYS


def choose_keys(keys: dict[str, str], *, on: bool, by: Actor) -> None:
    """Keep what she chose, all of it: a key that everybody is given later must not take one of hers."""
    queries.keep_keys(by.person_id, {act: keys[act] for act in DEFAULT_KEYS}, on=on)
