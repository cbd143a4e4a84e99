"""What a need should not say, or lacks: brands, prescribed methods, no measure, no starting point.

The linter warns and never stops: the author answers each warning in a sentence, and the answer is kept with the need.
Law and practice behind it: a make, patent or type may be named only where nothing else says what is meant, and then
with "or equivalent" (Directive 2014/24/EU article 42 no. 4); what a need wants to reach is said by an effect that can
be measured, not by the way there. Standards are no brands. What is today (`baseline`) and what cannot be changed
(`limits`) may name things as they are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.blueprints.dialogues.rules import linting_words as words_of

CHECKED = ("title", "effect", "indicator", "open_for")
_MARKED = re.compile(r"(\w[\w.-]*(?: \w[\w.-]*)?) ?(?:[®™]|\((?:R|TM)\))")  # "Gore-Tex®", "Velcro (TM)"
_STANDARD = re.compile(r"\b(?:ISO|IEC|NS|EN|NEK|ETSI|ITU|W3C|WCAG|NORSOK|HL7|FHIR|OHSAS|SA)\b")
_NAME = re.compile(r"[A-ZÆØÅ0-9][\w&+./-]*(?: [A-ZÆØÅ0-9][\w&+./-]*)*(?=[ ,(]*$)")
_DIGIT = re.compile(r"\d")


class Warned(StrEnum):
    """What is warned of. The words for people are in `forms.warnings`."""

    BRAND = "brand"
    OR_EQUIVALENT = "or_equivalent"
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
    """Warnings for a need's texts by field (title, affected, baseline, effect, indicator, open_for, limits).

    Each once, in the order of the fields: first what stands there, then what does not.
    """
    found = [finding for field in CHECKED for finding in _said(field, texts.get(field, ""), lang)]
    return list(dict.fromkeys([*found, *_missing(texts, lang)]))


def _said(field: str, text: str, lang: str) -> Iterator[Finding]:
    for name in _brands(text):
        yield Finding(Warned.BRAND, field, name)
    for phrase in words_of.OR_EQUIVALENT.finditer(text):
        before = _NAME.search(text[: phrase.start()].rstrip())
        if before and not _STANDARD.search(before[0]) and not _is_brand(before[0]):
            yield Finding(Warned.OR_EQUIVALENT, field, f"{before[0]} {phrase[0]}")
    for phrase in words_of.METHODS[lang].finditer(text):
        yield Finding(Warned.METHOD, field, phrase[0])


def _brands(text: str) -> Sequence[str]:
    """Those on the list, and whatever bears a mark; as they first stand in the text."""
    places = [(match.start(), match[0]) for match in words_of.BRANDS.finditer(text)]
    places += [(match.start(), match[1]) for match in _MARKED.finditer(text)]
    names: list[str] = []
    for _, name in sorted(places):
        if not any(name in known or known in name for known in names):
            names.append(name)
    return names


def _is_brand(name: str) -> bool:
    return words_of.BRANDS.search(name) is not None


def _missing(texts: Mapping[str, str], lang: str) -> Iterator[Finding]:
    if not _can_be_measured(texts.get("indicator", ""), lang):
        yield Finding(Warned.NO_INDICATOR, "indicator")
    baseline = texts.get("baseline", "").strip()
    if not baseline or words_of.UNKNOWN[lang].search(baseline):
        yield Finding(Warned.NO_BASELINE, "baseline")
    elif not has_number(baseline, lang):
        yield Finding(Warned.NO_NUMBER, "baseline")
    if not has_number(texts.get("effect", ""), lang) and not has_number(texts.get("title", ""), lang):
        yield Finding(Warned.NO_NUMBER, "effect")


def _can_be_measured(text: str, lang: str) -> bool:
    return has_number(text, lang) or words_of.MEASURES[lang].search(text) is not None


def has_number(text: str, lang: str) -> bool:
    """A figure, or a word for one: "half", "none", "three"."""
    return bool(_DIGIT.search(text)) or words_of.NUMBERS[lang].search(text) is not None
