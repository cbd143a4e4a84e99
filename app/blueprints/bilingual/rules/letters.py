"""What the letters of a text say, by the `lingua` library.

From 120 characters on it looks at three letters at a time (10 MB and 40 ms, once a process); for shorter texts at one
to five (145 MB more and a second). So its caller says whether a short text is worth that.
"""

import math
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

CHEAP_FROM = 120  # characters, lingua's own limit
_LEAST = math.exp(-12)  # letters share their mistakes with themselves, so they rule nothing out


@cache
def _detector() -> "LanguageDetector":
    from lingua import Language, LanguageDetectorBuilder

    ours = (Language.BOKMAL, Language.NYNORSK, Language.ENGLISH)
    return LanguageDetectorBuilder.from_languages(*ours, Language.DANISH, Language.SWEDISH).build()


def by_letters(text: str) -> dict[str, float]:
    """The logarithm of each language's chance, in nats; empty when no letter of the text is known in any of them."""
    found = _detector().compute_language_confidence_values(text)
    if not any(each.value for each in found):
        return {}
    return {each.language.iso_code_639_1.name.lower(): math.log(max(each.value, _LEAST)) for each in found}
