"""The doors of screening."""

from app.blueprints.screening.rules.detectors import find
from app.blueprints.screening.rules.identity_numbers import find_identity_numbers
from app.blueprints.screening.terms.findings import Finding

__all__ = ["find_identity_numbers", "findings"]


def findings(text: str) -> list[Finding]:
    """What a text holds that it perhaps should not, by the detectors and by the ministry's word lists."""
    return find(text)
