"""What the letters of a text say, by the `lingua` library; its model is read the first time that it is asked."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector

_SUREST = 12.0  # nats; letters share their mistakes with themselves, so they are never surer than this


@cache
def _detector() -> "LanguageDetector":
    from lingua import Language, LanguageDetectorBuilder

    languages = (Language.BOKMAL, Language.NYNORSK, Language.ENGLISH, Language.DANISH, Language.SWEDISH)
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


def by_letters(text: str) -> dict[str, float]:
    return {}
