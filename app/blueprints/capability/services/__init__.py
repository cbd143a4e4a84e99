"""Every write of the room, one module a noun."""

from app.blueprints.capability.services.assessments import (
    answer_dimension,
    answer_in,
    move_assessment,
    start_assessment,
    submit_assessment,
)
from app.blueprints.capability.services.frameworks import (
    add_dimension,
    add_version,
    check_version,
    next_version,
    template,
)

__all__ = [
    "add_dimension",
    "add_version",
    "answer_dimension",
    "answer_in",
    "check_version",
    "move_assessment",
    "next_version",
    "start_assessment",
    "submit_assessment",
    "template",
]
