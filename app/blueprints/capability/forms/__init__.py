"""Forms of the room: shape and wording."""

from app.blueprints.capability.forms.assessments import (
    AnswerForm,
    StartForm,
    SubmitForm,
    level,
)
from app.blueprints.capability.forms.frameworks import (
    DimensionForm,
    FrameworkFileForm,
    FrameworkStoreForm,
    fault_text,
)

__all__ = [
    "AnswerForm",
    "DimensionForm",
    "FrameworkFileForm",
    "FrameworkStoreForm",
    "StartForm",
    "SubmitForm",
    "fault_text",
    "level",
]
