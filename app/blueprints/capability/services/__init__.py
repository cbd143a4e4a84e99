"""Every write of the room, one module a noun."""

from app.blueprints.capability.services.assessments import (
    answer_dimension,
    answer_in,
    start_assessment,
    submit_assessment,
)

__all__ = [
    "answer_dimension",
    "answer_in",
    "start_assessment",
    "submit_assessment",
]
