"""Forms of the room: shape and wording."""

from app.blueprints.internal_control.forms.control import (
    DutyForm,
    FirmForm,
    PointForm,
    ReviewForm,
    SignForm,
    StaffForm,
)
from app.blueprints.internal_control.forms.training import (
    COURSE_WORDS,
    TRAINING_COLORS,
    TRAINING_WORDS,
    CrewForm,
    EndForm,
    RenewalForm,
    TrainingForm,
    course_name,
    months_words,
)
from app.blueprints.internal_control.forms.wordings import (
    APPLIES_WORDS,
    DUTY_COLORS,
    DUTY_WORDS,
    SHOWN_COLORS,
    SHOWN_WORDS,
    SIGNING_COLORS,
    SIGNING_WORDS,
    SIZE_WORDS,
    STATE_WORDS,
)

__all__ = [
    "APPLIES_WORDS",
    "COURSE_WORDS",
    "DUTY_COLORS",
    "DUTY_WORDS",
    "SHOWN_COLORS",
    "SHOWN_WORDS",
    "SIGNING_COLORS",
    "SIGNING_WORDS",
    "SIZE_WORDS",
    "STATE_WORDS",
    "TRAINING_COLORS",
    "TRAINING_WORDS",
    "CrewForm",
    "DutyForm",
    "EndForm",
    "FirmForm",
    "PointForm",
    "RenewalForm",
    "ReviewForm",
    "SignForm",
    "StaffForm",
    "TrainingForm",
    "course_name",
    "months_words",
]
