"""When a note may be changed, and in which words a reader is shown what was told."""

from collections.abc import Mapping
from typing import Any

from app.blueprints.bilingual.terms.presenting import READ_ALIKE
from app.blueprints.meetings.terms import NoteState


def why_not_changed(state: NoteState, *, closed: bool) -> str | None:
    """The code of why the hosts can no longer change a note; None when they can."""
    if state is NoteState.PUBLISHED:
        return "note_is_published"
    return "dialogue_is_closed" if closed else None


def missing_languages(languages: list[str], written: Mapping[str, Any]) -> list[str]:
    """Those of the dialogue's languages in which what was told is not written yet, in the dialogue's order."""
    return [lang for lang in languages if not written.get(lang)]


def best(texts: Mapping[str, Any], locale: str, original: str) -> Any:
    """The words for this reader: the page's language, what reads alike, then the original; the first there is."""
    return next(texts[lang] for lang in (*READ_ALIKE[locale], original, *sorted(texts)) if lang in texts)
