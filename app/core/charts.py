"""Charts as SVG made on the server: no script, the same drawing on screen, in mail, on paper and in a PDF.

Every mark carries presentation attributes (never `style`), since a document's style does not reach an inline SVG in a
PDF; in the browser the classes win, so dark mode and forced colours work. Each drawing has a title and a description;
the page shows the same figures as a table beside it. A phone gets a drawing of its own, never a shrunk one.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from babel import numbers
from markupsafe import Markup, escape

LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
FONT = "Inter Variable, Inter, DejaVu Sans, sans-serif"
TEXT, SUBTLE, ACCENT, WARM = "#24292e", "#5b5f63", "#0b5b6f", "#8a3c1b"
MARKS = {
    "grid": 'stroke="#c5c8ca" stroke-width="1"',
    "axis": 'stroke="#7a7e82" stroke-width="1"',
    "band-ci": 'fill="#b7d3da" stroke="#3f8190" stroke-width="1"',
    "ln": f'fill="none" stroke="{ACCENT}" stroke-width="3" stroke-linejoin="round" stroke-linecap="round"',
    "pt": f'fill="{ACCENT}" stroke="#ffffff" stroke-width="2"',
    "ref": 'fill="none" stroke="#b4532a" stroke-width="2" stroke-dasharray="6 5"',
    "now": f'fill="{ACCENT}"',
    "goal": f'fill="#ffffff" stroke="{ACCENT}" stroke-width="2.5"',
    "span": 'stroke="#9cc2cc" stroke-width="6"',
    "tick-off": 'fill="#dcdee0"',
    "bar": f'fill="{ACCENT}"',
    "bar-ground": 'fill="#dcdee0"',
}
INKS = {"s": SUBTLE, "reft": WARM}


class Level(NamedTuple):
    """A line of a dot plot: where one stands and where one wants to be, each 0-5 or None when not said."""

    name: str
    now: int | None
    goal: int | None


class Point(NamedTuple):
    """A rate with its interval at one time; all None where there was nothing to count."""

    label: str
    value: float | None
    low: float | None
    high: float | None


RatePoint = tuple[str, float | None, float | None, float | None]


def number(value: float, lang: str, decimals: int = 1) -> str:
    """1 234,5 in Norwegian, 1,234.5 in English."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(numbers.format_decimal(value, format=pattern, locale=LOCALES[lang]))


def _mark(name: str) -> str:
    return f'class="{name}" {MARKS[name]}'


def _text(x: float, y: float, words: object, kind: str = "", anchor: str = "start", size: float = 13) -> str:
    bold = ' font-weight="600"' if kind in ("b", "reft") else ""
    ink = INKS.get(kind, TEXT)
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{kind or "t"}" text-anchor="{anchor}" font-size="{size:g}" '
        f'fill="{ink}"{bold}>{escape(words)}</text>'
    )


def _line(name: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line {_mark(name)} x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _dot(name: str, x: float, y: float, radius: float, words: str = "") -> str:
    inner = f"<title>{escape(words)}</title>" if words else ""
    return f'<circle {_mark(name)} cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}">{inner}</circle>'


def _svg(ident: str, width: int, height: float, title: str, desc: str, parts: Sequence[str]) -> Markup:
    ident = str(escape(ident))
    return Markup(  # noqa: S704 - every word above went through escape()
        f'<svg class="chart" viewBox="0 0 {width} {height:g}" role="img" '
        f'aria-labelledby="{ident}-t {ident}-d" focusable="false">'
        f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(desc)}</desc>'
        f'<g font-family="{FONT}">{"".join(parts)}</g></svg>'
    )


def _shorten(words: str, characters: int) -> str:
    return words if len(words) <= characters else words[: characters - 1].rstrip() + "…"


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
        parts.append(_line("grid", at(level), top - 8, at(level), height - 12))
        anchor = "end" if words and level == last else "middle"
        parts.append(_text(at(level), 18, f"{level} {words}".strip(), "s", anchor, 12.5))
    for index, (name, here, there) in enumerate(rows):
        y = top + row_height * index + row_height / 2
        parts.append(_text(0, y + 5, _shorten(name, 34), "t", size=14))
        parts.extend(_pair(at, y, name, here, there, now, goal))
    return _svg(ident, width, height, title, desc, parts)


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

    parts = [_text(at(level), 16, level, "s", "middle") for level in range(len(labels))]
    for index, (name, here, there) in enumerate(rows):
        y = top + row_height * index
        parts.append(_text(0, y + 14, _shorten(name, 40), "b", size=14.5))
        y += 35
        parts.append(_line("grid", at(0), y, at(last), y))
        parts.extend(_dot("tick-off", at(level), y, 3) for level in range(len(labels)))
        parts.extend(_pair(at, y, name, here, there, now, goal))
    return _svg(ident, width, height, title, desc, parts)


def _pair(
    at: Callable[[float], float], y: float, name: str, here: int | None, there: int | None, now: str, goal: str
) -> list[str]:
    parts = []
    if here is not None and there is not None and there != here:
        parts.append(_line("span", at(here), y, at(there), y))
    said = ", ".join(f"{words} {level}".strip() for words, level in ((now, here), (goal, there)) if level is not None)
    if there is not None:
        parts.append(_dot("goal", at(there), y, 9 if there == here else 8, f"{name}: {said}"))
    if here is not None:
        parts.append(_dot("now", at(here), y, 5.5 if there == here else 7, f"{name}: {said}"))
    return parts


def _ticks(highest: float) -> list[float]:
    """Round steps from 0 to at least `highest`, four to six of them."""
    if highest <= 0:
        return [0.0, 1.0]
    rough = highest / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    return [step * count for count in range(math.ceil(highest / step - 1e-9) + 1)]


class _Plot(NamedTuple):
    """Where the points of a line lie: a wide drawing, or a narrow one for phones."""

    points: Sequence[RatePoint]
    ticks: list[float]
    narrow: bool

    @property
    def width(self) -> int:
        return 360 if self.narrow else 760

    @property
    def height(self) -> int:
        return 300 if self.narrow else 340

    @property
    def left(self) -> int:
        return 34 if self.narrow else 48

    @property
    def right(self) -> int:
        return self.width - (74 if self.narrow else 128)

    @property
    def bottom(self) -> int:
        return self.height - (36 if self.narrow else 46)

    def x(self, index: int) -> float:
        inner = self.right - self.left
        return self.left + (inner * index / (len(self.points) - 1) if len(self.points) > 1 else inner / 2)

    def y(self, value: float | None) -> float:
        return 36 + (self.bottom - 36) * (1 - (value or 0) / self.ticks[-1])

    def path(self, run: Sequence[int], column: int) -> str:
        return " ".join(f"{self.x(i):.1f},{self.y(self.points[i][column]):.1f}" for i in run)  # type: ignore[arg-type]


def line_band(
    ident: str,
    title: str,
    desc: str,
    points: Sequence[RatePoint],
    reference: tuple[float, str] | None = None,
    *,
    unit: str = "",
    lang: str = "nb",
    narrow: bool = False,
    decimals: int = 1,
) -> Markup:
    """A rate over time with the band of its interval, and a dashed line to compare with.

    `points` are `Point`s or the like, oldest first; where the value is None the line and the band are broken.
    `reference` is a value and its name; `unit` stands over the axis.
    """
    highest = max([0.0, *(max(value, high or 0) for _, value, _, high in points if value is not None)])
    plot = _Plot(points, _ticks(max(highest, reference[0] if reference else 0)), narrow)
    runs = _runs(points)
    parts = [_text(0, 16, unit, "s")] if unit else []
    parts += _grid(plot, lang)
    parts += [_band(plot, run) for run in runs]
    if reference:
        parts.append(_line("ref", plot.left, plot.y(reference[0]), plot.right, plot.y(reference[0])))
    parts += [f'<polyline {_mark("ln")} points="{plot.path(run, 1)}"/>' for run in runs if len(run) > 1]
    parts += _dots_and_labels(plot, lang, decimals)
    parts += _end_labels(plot, reference, lang, decimals)
    return _svg(ident, plot.width, plot.height, title, desc, parts)


def _grid(plot: _Plot, lang: str) -> list[str]:
    parts = []
    decimals = 0 if all(tick == int(tick) for tick in plot.ticks) else 1
    for tick in plot.ticks:
        parts.append(_line("grid", plot.left, plot.y(tick), plot.right, plot.y(tick)))
        parts.append(_text(plot.left - 9, plot.y(tick) + 4.5, number(tick, lang, decimals), "s", "end"))
    return parts


def _band(plot: _Plot, run: list[int]) -> str:
    if len(run) > 1:
        return f'<polygon {_mark("band-ci")} points="{plot.path(run, 3)} {plot.path(run[::-1], 2)}"/>'
    _, _, low, high = plot.points[run[0]]  # a month alone: its interval is a bar
    x, y = plot.x(run[0]) - 5, plot.y(high)
    return f'<rect {_mark("band-ci")} x="{x:.1f}" y="{y:.1f}" width="10" height="{max(plot.y(low) - y, 0):.1f}"/>'


def _dots_and_labels(plot: _Plot, lang: str, decimals: int) -> list[str]:
    parts = []
    count = len(plot.points)
    every = max(1, math.ceil(count / (4 if plot.narrow else 7)))
    for index, (label, value, low, high) in enumerate(plot.points):
        if (count - 1 - index) % every == 0:
            parts.append(_text(plot.x(index), plot.bottom + 24, label, "s", "middle", 12 if plot.narrow else 13))
        if value is not None:
            said = f"{label}: {number(value, lang, decimals)} ({_interval(low, high, lang, decimals)})"
            parts.append(_dot("pt", plot.x(index), plot.y(value), 5 if count <= 14 else 3.5, said))
    return parts


def _runs(points: Sequence[RatePoint]) -> list[list[int]]:
    """The stretches without a gap, as lists of places."""
    runs: list[list[int]] = []
    for index, point in enumerate(points):
        if point[1] is None:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _interval(low: float | None, high: float | None, lang: str, decimals: int) -> str:
    return f"{number(low or 0, lang, decimals)}–{number(high or 0, lang, decimals)}"


def _end_labels(plot: _Plot, reference: tuple[float, str] | None, lang: str, decimals: int) -> list[str]:
    """The last value and the reference by their lines, moved apart where they would collide."""
    parts = []
    x = plot.right + 12
    last = next((point for point in reversed(plot.points) if point[1] is not None), None)
    y_last = plot.y(last[1]) if last else None
    if last and last[1] is not None and y_last is not None:
        parts.append(_text(x, y_last - 2, number(last[1], lang, decimals), "b", size=17))
        parts.append(_text(x, y_last + 15, _interval(last[2], last[3], lang, decimals), "s"))
    if reference:
        y = plot.y(reference[0])
        if y_last is not None and abs(y - y_last) < 36:
            y = y_last - 38 if y < y_last else y_last + 40
        parts.append(_text(x, y - 2, reference[1], "reft"))
        parts.append(_text(x, y + 14, number(reference[0], lang, decimals), "reft"))
    return parts


def bar(ident: str, title: str, share: float) -> Markup:
    """A thin bar filled to `share` of one: how far something has come. The page says the same in words."""
    ident = str(escape(ident))
    filled = 100 * min(max(share, 0.0), 1.0)
    return Markup(  # noqa: S704 - escaped
        f'<svg class="chart bar-svg" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" '
        f'aria-labelledby="{ident}-t" focusable="false"><title id="{ident}-t">{escape(title)}</title>'
        f'<rect {_mark("bar-ground")} width="100" height="4"/>'
        f'<rect {_mark("bar")} width="{filled:.1f}" height="4"/></svg>'
    )
