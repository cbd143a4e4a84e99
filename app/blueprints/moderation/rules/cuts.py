"""Which words are taken out of a text: by its sentences, by what was found in it, or by the words themselves."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.blueprints.moderation.terms.decisions import Cut

TITLE, BODY = "title", "body"
# A sentence ends with its mark and a space before a capital, a figure or a dash; a line break always ends one.
_ENDS = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÆØÅ0-9–—\"«(-])|\n+")
MOST_SENTENCES = 200
_PLACE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the text that can be chosen: where it is, and how it reads."""

    cut: Cut
    words: str

    @property
    def key(self) -> str:
        return f"{self.cut.part}:{self.cut.start}:{self.cut.end}"


def passages(title: str, text: str) -> list[Passage]:
    """The title and the sentences of the text, in order; without script they are chosen from a list."""
    found = [Passage(Cut(TITLE, 0, len(title)), title)] if title.strip() else []
    return (found + list(_sentences(text)))[:MOST_SENTENCES]


def _sentences(text: str) -> Iterator[Passage]:
    start = 0
    for end, onward in [*((m.start(), m.end()) for m in _ENDS.finditer(text)), (len(text), len(text))]:
        words = text[start:end]
        if words.strip():
            first = start + len(words) - len(words.lstrip())
            yield Passage(Cut(BODY, first, first + len(words.strip())), words.strip())
        start = onward


def chosen(keys: Iterable[str], title: str, text: str) -> list[Cut]:
    """The places that these keys name, inside the text; anything else is left out."""
    lengths = {TITLE: len(title), BODY: len(text)}
    cuts = []
    for key in keys:
        part, _, place = key.partition(":")
        first, _, last = place.partition(":")
        if part not in lengths or not _PLACE.fullmatch(first) or not _PLACE.fullmatch(last):
            continue
        if int(first) < int(last) <= lengths[part]:
            cuts.append(Cut(part, int(first), int(last)))
    return cuts


def places_of(words: str, title: str, text: str) -> list[Cut]:
    """Everywhere these very words stand. Empty when they stand nowhere."""
    if not words:
        return []
    return [
        Cut(part, match.start(), match.end())
        for part, whole in ((TITLE, title), (BODY, text))
        for match in re.finditer(re.escape(words), whole)
    ]


def merged(cuts: Iterable[Cut]) -> tuple[Cut, ...]:
    """The same places in order, what overlaps as one."""
    done: list[Cut] = []
    for cut in sorted(cuts, key=lambda one: (one.part != TITLE, one.start, one.end)):
        if done and done[-1].part == cut.part and cut.start <= done[-1].end:
            done[-1] = Cut(cut.part, done[-1].start, max(done[-1].end, cut.end))
        else:
            done.append(cut)
    return tuple(done)
