"""The room's vocabulary, one module a noun."""

from app.blueprints.safety.terms.events import (
    ANSWER_WITHIN_DAYS,
    IN_THE_HOURS,
    INJURIES,
    Duty,
    EventDraft,
    EventKind,
    Relation,
)
from app.blueprints.safety.terms.figures import (
    COUNTED,
    Indicator,
    Method,
    Wording,
)
from app.blueprints.safety.terms.hours import (
    Basis,
    HoursDraft,
)
from app.blueprints.safety.terms.months import (
    Month,
    Window,
)

__all__ = [
    "ANSWER_WITHIN_DAYS",
    "COUNTED",
    "INJURIES",
    "IN_THE_HOURS",
    "Basis",
    "Duty",
    "EventDraft",
    "EventKind",
    "HoursDraft",
    "Indicator",
    "Method",
    "Month",
    "Relation",
    "Window",
    "Wording",
]
