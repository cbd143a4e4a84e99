"""An original and its translation beside each other, paragraph by paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup

from app.blueprints.bilingual.rules import parts as cut
from app.blueprints.bilingual.rules.glossary import Glossary
from app.blueprints.bilingual.rules.glossary_marks import Note, highlight
from app.blueprints.bilingual.terms.translations import MOST_PARTS
from app.core.text import to_html


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the original (safe HTML, terms marked), the terms of which are told below it, and of the other.

    `source` is empty where the translation has more paragraphs than the original; `text` is as written.
    """

    source: Markup
    notes: tuple[Note, ...]
    text: str
    html: Markup


def rows(source: str, source_lang: str, text: str, glossary: Glossary) -> list[Row]:
    """Paragraph beside paragraph; a text of very many is one piece."""
    ours = pieces(source, cut.count(source) > MOST_PARTS)
    theirs = pieces(text, len(ours) == 1 and cut.count(source) > MOST_PARTS)
    if len(theirs) > 2 * MOST_PARTS:
        theirs = [*theirs[:MOST_PARTS], "\n\n".join(theirs[MOST_PARTS:])]
    marked = highlight(glossary, source_lang, [to_html(part) for part in ours])
    below = _below(marked.paragraphs, marked.notes)
    return [
        Row(html or Markup(), notes or (), written or "", to_html(written) if written else Markup())
        for html, notes, written in zip_longest(marked.paragraphs, below, theirs, fillvalue=None)
        if html is not None or written
    ]


def pieces(text: str, in_one: bool) -> list[str]:  # noqa: FBT001 - of two ways to cut
    return [cut.whole(text)] if in_one else cut.parts(text)


def _below(marked: Sequence[Markup], notes: Sequence[Note]) -> list[tuple[Note, ...]]:
    """Under each paragraph the terms that it is the first to use."""
    return [tuple(note for note in notes if f'href="#{note.anchor}"' in html) for html in marked]
