"""Where one stands and wants to be: a dot plot of two marks a row."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.core.charts.marks import dot, line, shorten, svg, text


class Level(NamedTuple):
    """A line of a dot plot: where one stands and where one wants to be, each 0-5 or None when not said."""

    name: str
    now: int | None
    goal: int | None


def dotplot(
    ident: str,
    title: str,
    desc: str,
    rows: Sequence[tuple[str, int | None, int | None]],
    labels: Sequence[str],
    lang: str,
    *,
    now: str = "",
    goal: str = "",
) -> Markup:
    """Where one stands (filled) and wants to be (ring), a line a row.

    `rows` are `Level`s or the like; `labels` name the levels from 0 and up, one for each, "" for none; `now` and `goal`
    are the words for the two in the text shown at a mark. A level that is not known leaves its place open.
    """
    width, left, right, top, row_height = 660, 236, 30, 40, 42
    height = top + row_height * len(rows) + 14
    last = len(labels) - 1

    def at(level: float) -> float:
        return left + (width - left - right) * level / last

    parts = []
    for level, words in enumerate(labels):
        parts.append(line("grid", at(level), top - 8, at(level), height - 12))
        anchor = "end" if words and level == last else "middle"
        parts.append(text(at(level), 18, f"{level} {words}".strip(), "s", anchor, 12.5))
    for index, (name, here, there) in enumerate(rows):
        y = top + row_height * index + row_height / 2
        parts.append(text(0, y + 5, shorten(name, 34), "t", size=14))
        parts.extend(_pair(at, y, name, here, there, now, goal))
    return svg(ident, width, height, title, desc, parts)


def dotplot_narrow(
    ident: str,
    title: str,
    desc: str,
    rows: Sequence[tuple[str, int | None, int | None]],
    labels: Sequence[str],
    lang: str,
    *,
    now: str = "",
    goal: str = "",
) -> Markup:
    """The dot plot for a phone: the name above its line."""
    width, left, right, top, row_height = 340, 10, 14, 34, 58
    height = top + row_height * len(rows) + 4
    last = len(labels) - 1

    def at(level: float) -> float:
        return left + (width - left - right) * level / last

    parts = [text(at(level), 16, level, "s", "middle") for level in range(len(labels))]
    for index, (name, here, there) in enumerate(rows):
        y = top + row_height * index
        parts.append(text(0, y + 14, shorten(name, 40), "b", size=14.5))
        y += 35
        parts.append(line("grid", at(0), y, at(last), y))
        parts.extend(dot("tick-off", at(level), y, 3) for level in range(len(labels)))
        parts.extend(_pair(at, y, name, here, there, now, goal))
    return svg(ident, width, height, title, desc, parts)


def _pair(
    at: Callable[[float], float], y: float, name: str, here: int | None, there: int | None, now: str, goal: str
) -> list[str]:
    parts = []
    if here is not None and there is not None and there != here:
        parts.append(line("span", at(here), y, at(there), y))
    said = ", ".join(f"{words} {level}".strip() for words, level in ((now, here), (goal, there)) if level is not None)
    if there is not None:
        parts.append(dot("goal", at(there), y, 9 if there == here else 8, f"{name}: {said}"))
    if here is not None:
        parts.append(dot("now", at(here), y, 5.5 if there == here else 7, f"{name}: {said}"))
    return parts
