"""Every write of the room, one module a noun. Corrections keep what was said before; nothing is deleted."""

from app.blueprints.safety.services.events import (
    FACTS,
    answer_event,
    correct_event,
    report_event,
)
from app.blueprints.safety.services.figures import (
    on_figures,
    tell_figures,
)
from app.blueprints.safety.services.hours import (
    MOST_HOURS,
    correct_hours,
    report_hours,
)

__all__ = [
    "FACTS",
    "MOST_HOURS",
    "answer_event",
    "correct_event",
    "correct_hours",
    "on_figures",
    "report_event",
    "report_hours",
    "tell_figures",
]
