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
from app.blueprints.capability.forms.reviews import (
    REVIEW_COLORS,
    REVIEW_WORDS,
    STATEMENT,
    AskForm,
    DeclareForm,
    VerdictForm,
    WithdrawForm,
)
from app.blueprints.capability.forms.standing import (
    ACTION_COLORS,
    ACTION_WORDS,
    CAUSE_WORDS,
    MISSING_WORDS,
    SupportForm,
)

__all__ = [
    "ACTION_COLORS",
    "ACTION_WORDS",
    "CAUSE_WORDS",
    "MISSING_WORDS",
    "REVIEW_COLORS",
    "REVIEW_WORDS",
    "STATEMENT",
    "AnswerForm",
    "AskForm",
    "DeclareForm",
    "DimensionForm",
    "FrameworkFileForm",
    "FrameworkStoreForm",
    "StartForm",
    "SubmitForm",
    "SupportForm",
    "VerdictForm",
    "WithdrawForm",
    "fault_text",
    "level",
]
