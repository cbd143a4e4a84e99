"""What is asked, and how the room's errors and figures read; one module a noun."""

from app.blueprints.disclosure.forms.consents import ConsentForm, WithdrawForm, consent_words
from app.blueprints.disclosure.forms.verification import DocumentForm, VerifyForm
from app.blueprints.disclosure.forms.wordings import (
    DATUM_LABELS,
    LEVEL_LABELS,
    LEVEL_WORDS,
    OPENED_LABELS,
    SHORT_LABELS,
    mix_words,
    value_words,
)

__all__ = [
    "DATUM_LABELS",
    "LEVEL_LABELS",
    "LEVEL_WORDS",
    "OPENED_LABELS",
    "SHORT_LABELS",
    "ConsentForm",
    "DocumentForm",
    "VerifyForm",
    "WithdrawForm",
    "consent_words",
    "mix_words",
    "value_words",
]
