"""Every statement of the room, by noun.

Row-level security stands behind each: what belongs to another firm is not there.
"""

from app.blueprints.safety.queries.events import (
    NearMisses,
    duties_on,
    event_history,
    get_event,
    injury_counts,
    list_events,
    near_misses,
    next_number,
    person_name,
)
from app.blueprints.safety.queries.figures import (
    ROLLING_POINTS,
    IndicatorRow,
    Overview,
    ThisMonth,
    overview,
    this_month,
)
from app.blueprints.safety.queries.hours import (
    get_hours,
    hours_by_month,
    hours_history,
    hours_of,
    insert_hours,
    reported_ends,
)

__all__ = [
    "ROLLING_POINTS",
    "IndicatorRow",
    "NearMisses",
    "Overview",
    "ThisMonth",
    "duties_on",
    "event_history",
    "get_event",
    "get_hours",
    "hours_by_month",
    "hours_history",
    "hours_of",
    "injury_counts",
    "insert_hours",
    "list_events",
    "near_misses",
    "next_number",
    "overview",
    "person_name",
    "reported_ends",
    "this_month",
]
