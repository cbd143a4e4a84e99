"""What holds, whoever asks; pure functions, one module a noun."""

from app.blueprints.improvement.rules.actions import (
    Planned,
    due_date_fault,
    in_order,
    is_late,
    split_subject,
)

__all__ = [
    "Planned",
    "due_date_fault",
    "in_order",
    "is_late",
    "split_subject",
]
