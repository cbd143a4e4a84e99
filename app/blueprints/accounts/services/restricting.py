"""A moderator's measures as they bear on an account: until when she is silent, until when her powers sleep.

Moderation decides and keeps the reasons; here stands only what every request asks. Nothing has to run for a measure
to end: a time that has passed is none.
"""

from datetime import datetime

from app.blueprints.accounts.queries import people as queries


def restrict(person_id: int, *, silenced_until: datetime | None, suspended_until: datetime | None) -> None:
    """From the person's next request on; None lets her in again."""
    queries.set_restrictions(person_id, silenced_until=silenced_until, suspended_until=suspended_until)
