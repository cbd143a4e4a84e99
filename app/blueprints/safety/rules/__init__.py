"""What the room can work out: pure functions over counts, hours and days."""

from app.blueprints.safety.rules.events import (
    must_be_notified,
)
from app.blueprints.safety.rules.exposure import (
    Counts,
    Exposure,
    MonthHours,
    compare_windows,
    exposure,
    missing_months,
    rolling,
)
from app.blueprints.safety.rules.hours import (
    GROUPED,
    PLAIN,
    most_hours,
    read_hours,
)
from app.blueprints.safety.rules.rates import (
    CONFIDENCE,
    LEVEL,
    MILLION,
    Comparison,
    Hours,
    Rate,
    can_be_decided,
    compare,
    events_needed,
    exact_limits,
    hours_needed_without_events,
    mid_p_limits,
    rate,
)

__all__ = [
    "CONFIDENCE",
    "GROUPED",
    "LEVEL",
    "MILLION",
    "PLAIN",
    "Comparison",
    "Counts",
    "Exposure",
    "Hours",
    "MonthHours",
    "Rate",
    "can_be_decided",
    "compare",
    "compare_windows",
    "events_needed",
    "exact_limits",
    "exposure",
    "hours_needed_without_events",
    "mid_p_limits",
    "missing_months",
    "most_hours",
    "must_be_notified",
    "rate",
    "read_hours",
    "rolling",
]
