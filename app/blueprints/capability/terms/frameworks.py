"""Levels, languages, and what is wrong with a file."""

from dataclasses import dataclass
from typing import Any

LEVELS = range(6)
HIGHEST = LEVELS[-1]
LANGUAGES = ("nb", "nn", "en")
DEFAULT_FRAMEWORK = "default"
SUBJECT_KIND = "capability"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a framework file: where, a code, and what was found."""

    where: str
    code: str
    found: Any = None
