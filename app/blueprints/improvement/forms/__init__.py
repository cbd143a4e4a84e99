"""Forms of the room: shape and wording."""

from app.blueprints.improvement.forms.actions import (
    STATUS_WORDS,
    ActionForm,
    FinishForm,
    number,
)

__all__ = [
    "STATUS_WORDS",
    "ActionForm",
    "FinishForm",
    "number",
]
