"""When a theme can be published, and in which words a reader is shown it."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.blueprints.bilingual.terms.presenting import READ_ALIKE
from app.blueprints.outcome.terms import Outcome, ThemeWords


def lacks(outcome: Outcome | None, words: Mapping[str, ThemeWords], languages: Sequence[str]) -> list[str]:
    """What stands between a theme and its publication: "outcome", and the languages in which a part is not written."""
    missing = [lang for lang in languages if lang not in words or not words[lang].complete]
    return [*([] if outcome else ["outcome"]), *missing]


def best(texts: Mapping[str, Any], locale: str, original: str) -> Any:
    """The words for this reader: the page's language, what reads alike, then the original; the first there is."""
    return next(texts[lang] for lang in (*READ_ALIKE[locale], original, *sorted(texts)) if lang in texts)
