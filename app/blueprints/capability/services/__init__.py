"""Every write of the room, one module a noun."""

from app.blueprints.capability.rules import (
    three_on,
)
from app.blueprints.capability.services.assessments import (
    answer_dimension,
    answer_in,
    move_assessment,
    start_assessment,
    submit_assessment,
)
from app.blueprints.capability.services.content import (
    profile_content,
)
from app.blueprints.capability.services.frameworks import (
    add_dimension,
    add_version,
    check_version,
    next_version,
    template,
)
from app.blueprints.capability.services.outlook import (
    missing_for,
    numbers_on,
)
from app.blueprints.capability.services.reviews import (
    ask_for_review,
    decide_review,
    declare_no_conflict,
    remind_of_endorsements,
    remind_of_endorsements_of_all,
    withdraw_review,
)
from app.blueprints.capability.services.support import (
    end_support,
    hear_of_effect,
    hear_of_evidence,
    put_forward,
    supports_left,
    take_over,
)
from app.blueprints.capability.services.timeline import (
    note_calendar,
    note_calendar_of_all,
    note_changes,
    on_change,
)

__all__ = [
    "add_dimension",
    "add_version",
    "answer_dimension",
    "answer_in",
    "ask_for_review",
    "check_version",
    "decide_review",
    "declare_no_conflict",
    "end_support",
    "hear_of_effect",
    "hear_of_evidence",
    "missing_for",
    "move_assessment",
    "next_version",
    "note_calendar",
    "note_calendar_of_all",
    "note_changes",
    "numbers_on",
    "on_change",
    "profile_content",
    "put_forward",
    "remind_of_endorsements",
    "remind_of_endorsements_of_all",
    "start_assessment",
    "submit_assessment",
    "supports_left",
    "take_over",
    "template",
    "three_on",
    "withdraw_review",
]
