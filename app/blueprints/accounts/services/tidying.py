"""What is over is cleared away once a night: links, waits and sessions that open nothing any more, and sent forms."""

from datetime import timedelta

from app.blueprints.accounts.queries import people, sessions
from app.core import once
from app.core.clock import now
from app.core.db import unit_of_work
from app.core.jobs import periodic

LINKS_KEPT = timedelta(days=30)  # so long a page can say "used" or "too old" and not "unknown"
SESSIONS_KEPT = timedelta(days=30)
WAITS_KEPT = timedelta(days=1)


@periodic("17 3 * * *", "accounts.tidy")
def tidy() -> None:
    """Addresses and passwords of sign-ups that nobody confirmed go with their links."""
    with unit_of_work():
        people.forget_expired_links(before=now())
        people.delete_old_tokens(before=now() - LINKS_KEPT)
        people.delete_old_throttles(before=now() - WAITS_KEPT)
        sessions.delete_old_sessions(before=now() - SESSIONS_KEPT)
        once.forget_old()
