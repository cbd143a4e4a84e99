"""What an engine of machine translation must be, so that another can come later, and what can go wrong with one.

An engine is given fragments of HTML: what a person reads, escaped, and around what must come back untouched the tags
`KEEP` and `KEPT`. It answers with as many fragments. Whether what was kept did come back is for the caller to see
(`bilingual.rules.protection`); an engine says only what it could not do.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

KEEP, KEPT = "<apertium-notrans>", "</apertium-notrans>"


class TranslationError(Exception):
    """There is no draft. `code` says why, for whoever words it; `why` is for the log, and holds no text of anybody."""

    code: ClassVar[str] = "draft_failed"

    def __init__(self, why: str = "") -> None:
        super().__init__(why or self.code)
        self.why = why


class Unavailable(TranslationError):
    """The engine is not installed, is resting after failures, or died."""

    code = "engine_unavailable"


class Unsupported(TranslationError):
    """It does not translate between these two languages."""

    code = "languages_unsupported"


class TooLong(TranslationError):
    """More than it takes at once."""

    code = "draft_too_long"


class Rejected(TranslationError):
    """It answered, and the answer cannot be used: half a sentence, a paragraph too few, a link that is gone."""

    code = "draft_rejected"


class TimedOut(TranslationError):
    """It did not answer in time."""

    code = "engine_timed_out"


@dataclass(frozen=True, slots=True)
class Result:
    """`texts` are fragments of HTML, one for each that was asked; `unknown_words` stand in them as they stood."""

    texts: tuple[str, ...]
    engine: str
    engine_version: str
    unknown_words: tuple[str, ...] = field(default=())
    seconds: float = 0.0


class Provider(Protocol):
    """An engine. `longest` is how many characters it takes at once, tags not counted."""

    @property
    def name(self) -> str: ...

    @property
    def longest(self) -> int: ...

    def pairs(self) -> frozenset[tuple[str, str]]:
        """(source, target) as language codes: ("nb", "nn")."""

    def translate(self, paragraphs: Sequence[str], source: str, target: str) -> Result:
        """Translate fragments of HTML; raises a `TranslationError`."""
