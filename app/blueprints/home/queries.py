"""What the front page shows of the other rooms."""

from dataclasses import dataclass
from datetime import date

try:
    from app.blueprints.dialogues import queries as dialogues
except Exception:  # noqa: BLE001 - REMOVE when the dialogues have landed
    dialogues = None

SHOWN = 5


@dataclass(frozen=True, slots=True)
class OpenDialogue:
    """A line of the front page: the texts in the reader's language where there are such, else in their own."""

    id: int
    title: str
    summary: str
    lang: str
    buyer: str
    closes_on: date
    posts: int


def latest_dialogues(locale: str) -> list[OpenDialogue]:
    """The dialogues published last that take input today."""
    return [
        OpenDialogue(
            id=row.id,
            title=row.other_title or row.title,
            summary=row.other_summary or row.summary,
            lang=row.other_lang if row.other_title else row.lang,
            buyer=row.organisation,
            closes_on=row.closes_on,
            posts=row.post_count,
        )
        for row in (dialogues.latest_open(SHOWN, locale) if dialogues else [])
    ]
