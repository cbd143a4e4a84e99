"""A text and its translation, paragraph beside paragraph, as far as the two have the same build.

Both are HTML that `core.text` made: blocks one after the other. Headings, lists, quotes and the like hold the two texts
together, in order; between two of them the paragraphs stand one beside one if there are equally many, else together.
Where even those differ, the whole stands beside the whole: nothing is put beside what it does not translate.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

MOST_ROWS = 60  # the stylesheet lays out so many
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)(?:[^>"]|"[^"]*")*>""")
_VOID = ("br", "hr")
Block = tuple[str, str]
Run = tuple[str, list[str]]


def aligned(original: Markup, translation: Markup) -> list[tuple[Markup, Markup]]:
    """Pieces of the original with what translates them, in order; together they are both texts, whole."""
    one, other = _runs(_blocks(original)), _runs(_blocks(translation))
    if [kind for kind, _ in one] != [kind for kind, _ in other]:
        return [(original, translation)]
    pairs = [pair for left, right in zip(one, other, strict=True) for pair in _beside(left[1], right[1])]
    return pairs if 0 < len(pairs) <= MOST_ROWS else [(original, translation)]


def _beside(left: Sequence[str], right: Sequence[str]) -> list[tuple[Markup, Markup]]:
    pairs = list(zip(left, right, strict=True)) if len(left) == len(right) else [("\n".join(left), "\n".join(right))]
    return [(Markup(one), Markup(other)) for one, other in pairs]  # noqa: S704 - parts of what was safe as a whole


def _runs(blocks: Iterator[Block]) -> list[Run]:
    """Paragraphs that follow each other are one run; every other block is one by itself."""
    runs: list[Run] = []
    for kind, group in groupby(blocks, key=lambda block: block[0]):
        found = [html for _, html in group]
        runs += [(kind, found)] if kind == "p" else [(kind, [html]) for html in found]
    return runs


def _blocks(html: str) -> Iterator[Block]:
    """(tag, HTML) of each block on the outermost level; words outside of any count as a paragraph."""
    depth = start = end = 0
    kind = ""
    for tag in _TAG.finditer(html):
        closes, name = tag.group(1) == "/", tag.group(2)
        if depth == 0 and not closes:
            if html[end : tag.start()].strip():
                yield "p", html[end : tag.start()]
            start, kind = tag.start(), name
        if name not in _VOID:
            depth += -1 if closes else 1
        if depth == 0:
            yield kind, html[start : tag.end()]
            end = tag.end()
    if html[end:].strip():
        yield "p", html[end:]
