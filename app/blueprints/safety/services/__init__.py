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
    correct_hours,
    month_faults,
    report_hours,
    report_months,
)
from app.blueprints.safety.services.hours_checks import (
    MOST_DAYS,
    MOST_HOURS,
)
from app.blueprints.safety.services.sites import (
    MOST_SITES,
    add_site,
    change_site,
    retire_site,
    take_up_site,
)

__all__ = [
    "FACTS",
    "MOST_DAYS",
    "MOST_HOURS",
    "MOST_SITES",
    "add_site",
    "answer_event",
    "change_site",
    "correct_event",
    "correct_hours",
    "month_faults",
    "on_figures",
    "report_event",
    "report_hours",
    "report_months",
    "retire_site",
    "take_up_site",
    "tell_figures",
]
