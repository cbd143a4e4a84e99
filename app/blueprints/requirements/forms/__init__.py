"""What is asked, and how the room's errors read; one module a noun."""

from app.blueprints.requirements.forms.comparison import (
    ORDER_LABELS,
    VERDICT_LABELS,
    asked_order,
    asked_purpose,
)
from app.blueprints.requirements.forms.document import (
    STATUS_LABELS,
)
from app.blueprints.requirements.forms.profiles import (
    CopyForm,
    NewProfileForm,
    ProfileForm,
    VersionForm,
    profile_form,
    read_weight,
    shown_weight,
)
from app.blueprints.requirements.forms.shares import (
    CONSENT_WORDS,
    KIND_LABELS,
    PURPOSE_CHOICES,
    PURPOSE_LABELS,
    ShareForm,
    WithdrawForm,
    consent_words,
    purpose_limit,
)

__all__ = [
    "CONSENT_WORDS",
    "KIND_LABELS",
    "ORDER_LABELS",
    "PURPOSE_CHOICES",
    "PURPOSE_LABELS",
    "STATUS_LABELS",
    "VERDICT_LABELS",
    "CopyForm",
    "NewProfileForm",
    "ProfileForm",
    "ShareForm",
    "VersionForm",
    "WithdrawForm",
    "asked_order",
    "asked_purpose",
    "consent_words",
    "profile_form",
    "purpose_limit",
    "read_weight",
    "shown_weight",
]
