"""Every write of the room, one module a noun."""

from app.blueprints.improvement.services.actions import (
    add_action,
    change_action,
    describe_subjects,
    finish_action,
    hint_about,
    register_subject,
    subject_choices,
)

__all__ = [
    "add_action",
    "change_action",
    "describe_subjects",
    "finish_action",
    "hint_about",
    "register_subject",
    "subject_choices",
]
