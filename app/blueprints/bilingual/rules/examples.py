"""A small text as somebody would be shown it, so that she sees what a choice does before she makes it."""

from dataclasses import dataclass
from datetime import date

from app.blueprints.bilingual.rules.presenting import present
from app.blueprints.bilingual.terms.presenting import LANGUAGES, Origin, Reader, Shown, Source, Version

WORDS = {
    "nb": "Vi er åtte ansatte og kan være på plass på to timer.",
    "nn": "Vi er åtte tilsette og kan vere på plass på to timar.",
    "en": "We are eight employees and can be there within two hours.",
}
CHECKED_BY = "Nordfjella kommune"


@dataclass(frozen=True, slots=True)
class Example:
    """The words, and what the reader is told of them; `original` is the language in which they were written."""

    words: str
    shown: Shown
    original: str


def example(original: str, reader: Reader, today: date, *, checked: bool = True) -> Example:
    """A text written in `original`, with translations that a person has checked, or only a machine's."""
    origin = Origin.CHECKED if checked else Origin.MACHINE
    versions = [
        Version(id=0, lang=lang, origin=origin, source_revision=1, checked_by=CHECKED_BY, checked_on=today)
        for lang in LANGUAGES
        if lang != original
    ]
    shown = present(Source(lang=original, machine_allowed=True), versions, reader)
    return Example(WORDS[shown.lang], shown, original)


def foreign(reader: Reader) -> str:
    """The language of an example that this page's reader would want translated."""
    return "nn" if reader.locale == "en" else "en"
