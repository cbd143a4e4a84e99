"""Every write of the room, one module a noun."""

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
from app.blueprints.capability.services.support import (
    end_support,
    hear_of_effect,
    hear_of_evidence,
    put_forward,
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
    "check_version",
    "end_support",
    "hear_of_effect",
    "hear_of_evidence",
    "move_assessment",
    "next_version",
    "note_calendar",
    "note_calendar_of_all",
    "note_changes",
    "on_change",
    "profile_content",
    "put_forward",
    "start_assessment",
    "submit_assessment",
    "template",
]
