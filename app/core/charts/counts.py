"""Counts as bars under each other, each with its name and number; a count that is not told is an empty dashed box."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.core.charts.marks import number, rect, shorten, svg, text, wrap

BAR = 20.0


class Count(NamedTuple):
    """A named count; None is one that is not told."""

    name: str
    value: int | None


def counts(
    ident: str, title: str, desc: str, rows: Sequence[Count], hidden: str, lang: str, *, narrow: bool = False
) -> Markup:
    """A bar a row from nought, as long as its count is great; `hidden` stands where a count is not told.

    A box that is not told has the same length wherever it stands, so that nothing can be read from it.
    """
    width, left, each = (340, 0.0, 54.0) if narrow else (760, 250.0, 36.0)
    room = width - left - 76
    most = max([1, *(row.value or 0 for row in rows)])
    parts: list[str] = []
    for index, (name, count) in enumerate(rows):
        middle = each * (index + 0.5) + (9 if narrow else 0)
        parts += _name(name, middle, narrow=narrow)
        said = f"{name}: {hidden if count is None else number(count, lang, 0)}"
        if count is None:
            parts.append(rect("dropped", left + 1, middle - BAR / 2, 34, BAR, said))
            parts.append(text(left + 44, middle + 4.5, hidden, "s"))
            continue
        long = room * count / most
        if count:
            parts.append(rect("bar", left, middle - BAR / 2, max(long, 2), BAR, said))
        parts.append(text(left + long + 8, middle + 4.5, number(count, lang, 0), "b"))
    return svg(ident, width, each * len(rows) + 6, title, desc, parts)


def _name(name: str, middle: float, *, narrow: bool) -> list[str]:
    if narrow:
        return [text(0, middle - BAR / 2 - 6, shorten(name, 46), "t")]
    lines = wrap(name, 36)
    top = middle + 4.5 - 7.5 * (len(lines) - 1)
    return [text(0, top + 15 * place, line, "t", size=13) for place, line in enumerate(lines)]
