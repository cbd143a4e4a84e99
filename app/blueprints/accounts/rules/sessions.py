"""How long a sign-in lasts: at most twelve hours, and less when nobody is there."""

from datetime import datetime, timedelta

LASTS = timedelta(hours=12)
IDLE = timedelta(hours=8)
IDLE_OF_STAFF = timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=5)  # how exactly it is known when somebody was last there


def is_idle(seen_at: datetime, at: datetime, *, staff: bool) -> bool:
    """Has nobody been there for too long? Those with power over others have less time."""
    return at - seen_at >= (IDLE_OF_STAFF if staff else IDLE)


def is_worth_noting(seen_at: datetime, at: datetime) -> bool:
    return at - seen_at >= NOTED_EVERY
