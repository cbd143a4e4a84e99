"""A text with its terms marked: the first use of each is a link to the list beside the text, the others are marks.

A link, and not a bubble: it is reached by keyboard, read aloud, printed, and works on a phone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from markupsafe import Markup, escape

from app.blueprints.bilingual.rules.glossary import Glossary
from app.blueprints.bilingual.terms.glossary import FormKind, Hit

_TAG = re.compile(r"""(<(?:[^"'<>]|"[^"]*"|'[^']*')*>)""")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_NOT_WITHIN = ("code", "pre")  # what is typed by a machine for a machine


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the list beside a text: the form as the glossary has it, what it is, and the approved terms.

    `equivalents` has one dictionary a concept, since a form may stand for several. `anchor` is the line's id.
    """

    anchor: str
    form: str
    kind: FormKind
    reason: str
    concept_ids: tuple[int, ...]
    equivalents: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Paragraphs with their terms marked, and the list that goes beside them, in the order of the text."""

    paragraphs: tuple[Markup, ...]
    notes: tuple[Note, ...]


def highlight(glossary: Glossary, lang: str, paragraphs: Iterable[Markup], *, prefix: str = "term") -> Marked:
    """Mark the terms of `lang` in paragraphs of safe HTML (plain text is made such by `markupsafe.escape`).

    Every text between tags is unescaped, searched and escaped again, so that what comes out is as safe as what went in.
    `prefix` begins the ids; it differs where two texts stand on a page.
    """
    notes: dict[tuple[int, ...], Note] = {}
    marked = tuple(_paragraph(glossary, lang, str(html), prefix, notes) for html in paragraphs)
    return Marked(marked, tuple(notes.values()))


def _paragraph(glossary: Glossary, lang: str, html: str, prefix: str, notes: dict[tuple[int, ...], Note]) -> Markup:
    made: list[str] = []
    within: list[str] = []  # links and code that are open
    for number, part in enumerate(_TAG.split(html)):
        if number % 2:
            _step(within, part)
            made.append(part)
        elif within and any(name in _NOT_WITHIN for name in within):
            made.append(part)
        else:
            made.append(_text(glossary, lang, unescape(part), prefix, notes, may_link=not within))
    return Markup("".join(made))  # noqa: S704 - tags as they came, and text escaped anew


def _step(within: list[str], tag: str) -> None:
    match = _NAME.match(tag)
    name = match[1].lower() if match else ""
    if name not in ("a", *_NOT_WITHIN):
        return
    if not tag.startswith("</"):
        within.append(name)
    elif name in within:
        within.remove(name)


def _text(
    glossary: Glossary, lang: str, text: str, prefix: str, notes: dict[tuple[int, ...], Note], *, may_link: bool
) -> str:
    made: list[str] = []
    at = 0
    for (start, end), group in groupby(glossary.find(text, lang), key=lambda hit: (hit.start, hit.end)):
        same = list(group)
        made.extend((str(escape(text[at:start])), str(_mark(text[start:end], same, prefix, notes, may_link=may_link))))
        at = end
    return "".join((*made, str(escape(text[at:]))))


def _mark(found: str, hits: list[Hit], prefix: str, notes: dict[tuple[int, ...], Note], *, may_link: bool) -> Markup:
    ids = tuple(hit.concept_id for hit in hits)
    first = hits[0]
    bad = first.kind is FormKind.FORBIDDEN
    look = "term forbidden" if bad else "term"
    key = (*ids, -1) if bad else ids  # a forbidden form has a line of its own
    if key in notes or not may_link:
        if key not in notes:
            notes[key] = _note(hits, prefix, len(notes) + 1)
        return Markup('<mark class="{}">{}</mark>').format(look, found)
    notes[key] = _note(hits, prefix, len(notes) + 1)
    return Markup('<a class="{}" href="#{}">{}</a>').format(look, notes[key].anchor, found)


def _note(hits: list[Hit], prefix: str, number: int) -> Note:
    first = hits[0]
    return Note(
        f"{prefix}-{number}",
        first.form,
        first.kind,
        first.reason,
        tuple(hit.concept_id for hit in hits),
        tuple(hit.equivalents for hit in hits),
    )
