"""What a reader sees of a dialogue's title and summary, asked by every list and page."""

from typing import Any

from app.blueprints.dialogues.rules import Shown, present


def shown(row: Any, locale: str, *, original: bool = False) -> Shown:
    """A row with lang, title and summary, and with other_lang, other_title and other_summary of a translation."""
    other = (row.other_lang, row.other_title, row.other_summary) if row.other_lang else None
    return present(locale, row.lang, row.title, row.summary, other, original=original)
