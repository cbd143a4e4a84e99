"""Pure rules: what a reader sees first, and where a dialogue is today."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from app.blueprints.bilingual.rules.presenting import present_name
from app.blueprints.bilingual.terms.presenting import READ_ALIKE
from app.blueprints.dialogues.terms import DialogueState
from app.blueprints.forum.terms.spaces import Stage
from app.core.localized import Localized

Step = Literal["done", "current", "coming"]
LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a reader sees of a text: words, their language, and whether they are a translation."""

    title: str
    summary: str
    lang: str
    translated: bool
    has_other: bool


def stage(state: str, opens_on: date | None, closes_on: date | None, today: date) -> Stage:
    """Where a published dialogue is; both ends of the time for input are included."""
    if state != DialogueState.PUBLISHED or opens_on is None or closes_on is None or today > closes_on:
        return Stage.CLOSED
    return Stage.COMING if today < opens_on else Stage.OPEN


def present(
    locale: str,
    lang: str,
    title: str,
    summary: str,
    translation: tuple[str, str, str] | None,
    *,
    original: bool = False,
) -> Shown:
    """The page's own language if the buyer wrote in it or translated to it, else the other form of Norwegian, else the
    original, under its own name: as a dialogue's name is shown everywhere.

    `translation` is (language, title, summary), the buyer's own. The original is never replaced: `original` asks
    for it.
    """
    titles = {lang: title} | ({translation[0]: translation[1]} if translation else {})
    name = present_name(titles, lang, locale)
    if translation and name.translated and not original:
        return Shown(translation[1], translation[2], translation[0], translated=True, has_other=True)
    return Shown(title, summary, lang, translated=False, has_other=name.translated)


def other_language(lang: str) -> str:
    """The language in which title and summary are also demanded: English, or Bokmål for an English original."""
    return "en" if lang != "en" else "nb"


def languages_do(lang: str, languages: Collection[str]) -> bool:
    """What is published comes at least in the dialogue's own language, in one Norwegian and in English."""
    chosen = set(languages)
    return {lang, "en"} <= chosen <= set(LANGUAGES) and bool({"nb", "nn"} & chosen)


def named(name: Localized, locale: str, original: str) -> tuple[str, str]:
    """A phase's name for this reader, and the language that it is in."""
    for code in (*READ_ALIKE[locale], original, "en", "nb", "nn"):
        if name.get(code):
            return name[code], code
    return "", locale


def steps(phases: Iterable[Any], today: date) -> list[Step]:
    """How each phase is drawn: what has ended or been overtaken is done, what has begun is where we are."""
    rows = list(phases)
    begun = [index for index, phase in enumerate(rows) if phase.starts_on <= today]
    current = begun[-1] if begun else None
    if current is not None and rows[current].ends_on is not None and rows[current].ends_on < today:
        current = None
    return ["current" if index == current else "done" if index in begun else "coming" for index in range(len(rows))]
