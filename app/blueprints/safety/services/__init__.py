"""Every write of the room, one module a noun. Corrections keep what was said before; nothing is deleted."""

from app.blueprints.safety.services.events import (
    FACTS,
    MOST_LOST_DAYS,
    answer_event,
    correct_event,
    count_lost_days,
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
from app.blueprints.safety.services.investigation import (
    note_told,
    reopen_investigation,
    save_investigation,
)
from app.blueprints.safety.services.persons import (
    change_name,
    let_names_leave,
)
from app.blueprints.safety.services.posters import (
    end_poster,
    make_poster,
)
from app.blueprints.safety.services.remarks import (
    say_remark,
    withdraw_remark,
)
from app.blueprints.safety.services.reports import (
    Received,
    answer_at_poster,
    answer_for_worker,
    remind_of_waiting,
    report_as_worker,
    report_at_poster,
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
    "MOST_LOST_DAYS",
    "MOST_SITES",
    "Received",
    "add_site",
    "answer_at_poster",
    "answer_event",
    "answer_for_worker",
    "change_name",
    "change_site",
    "correct_event",
    "correct_hours",
    "count_lost_days",
    "end_poster",
    "let_names_leave",
    "make_poster",
    "month_faults",
    "note_told",
    "on_figures",
    "remind_of_waiting",
    "reopen_investigation",
    "report_as_worker",
    "report_at_poster",
    "report_event",
    "report_hours",
    "report_months",
    "retire_site",
    "save_investigation",
    "say_remark",
    "take_up_site",
    "tell_figures",
    "withdraw_remark",
]
