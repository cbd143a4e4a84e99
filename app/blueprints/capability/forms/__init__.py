"""Forms of the room: shape and wording."""

from app.blueprints.capability.forms.assessments import (
    AnswerForm,
    StartForm,
    SubmitForm,
    level,
)

__all__ = [
    "AnswerForm",
    "StartForm",
    "SubmitForm",
    "level",
]
