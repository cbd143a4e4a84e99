"""What a need should not say, or lacks: brands, prescribed methods, no measure, no starting point.

The linter warns and never stops: the author answers each warning in a sentence, and the answer is kept with the need.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Warned(StrEnum):
    """What is warned of. The words for people are in the room's forms."""

    BRAND = "brand"
    METHOD = "method"
    NO_INDICATOR = "no_indicator"
    NO_BASELINE = "no_baseline"
    NO_NUMBER = "no_number"


@dataclass(frozen=True, slots=True)
class Finding:
    """`words`: those of the text that were found, as written; empty where something is missing."""

    code: Warned
    field: str
    words: str = ""


def lint(texts: Mapping[str, str], lang: str) -> list[Finding]:
    """Warnings for a need's texts by field (title, affected, baseline, effect, indicator, open_for, limits)."""
    return []
