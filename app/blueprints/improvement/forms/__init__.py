"""Forms of the room: shape and wording."""

from app.blueprints.improvement.forms.actions import (
    STATUS_COLOURS,
    STATUS_WORDS,
    ActionForm,
    EffectForm,
    FinishForm,
    StepForm,
    expected_choices,
    number,
)
from app.blueprints.improvement.forms.checks import CheckForm
from app.blueprints.improvement.forms.comments import (
    AdviserForm,
    ButtonForm,
    CommentForm,
)

__all__ = [
    "STATUS_COLOURS",
    "STATUS_WORDS",
    "ActionForm",
    "AdviserForm",
    "ButtonForm",
    "CheckForm",
    "CommentForm",
    "EffectForm",
    "FinishForm",
    "StepForm",
    "expected_choices",
    "number",
]
