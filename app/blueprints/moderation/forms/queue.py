"""What the address asks the queue for."""

from app.blueprints.moderation.forms.words import SIGNAL_WORDS
from app.blueprints.moderation.terms.cases import CaseFilter
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core.i18n import NAMES


def read_filter(reason: str, language: str) -> CaseFilter:
    """What the address asks the queue for; anything unknown is no filter."""
    known = {code.value for code in ReasonCode} | set(SIGNAL_WORDS)
    return CaseFilter(reason=reason if reason in known else "", language=language if language in NAMES else "")
