"""A rate over time with its interval, and a line to compare with."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.core.charts.marks import dot, line, mark, number, svg, text


class Point(NamedTuple):
    """A rate with its interval at one time; all None where there was nothing to count."""

    label: str
    value: float | None
    low: float | None
    high: float | None


RatePoint = tuple[str, float | None, float | None, float | None]


def ticks(highest: float) -> list[float]:
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
    beside: int  # pixels to the right of the lines, for the words at their ends

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
        return self.width - self.beside

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
    beside = _beside(reference[1].split() if reference else [], narrow=narrow)
    plot = _Plot(points, ticks(max(highest, reference[0] if reference else 0)), narrow, beside)
    runs = _runs(points)
    parts = [text(0, 16, unit, "s")] if unit else []
    parts += _grid(plot, lang)
    parts += [_band(plot, run) for run in runs]
    if reference:
        parts.append(line("ref", plot.left, plot.y(reference[0]), plot.right, plot.y(reference[0])))
    parts += [f'<polyline {mark("ln")} points="{plot.path(run, 1)}"/>' for run in runs if len(run) > 1]
    parts += _dots_and_labels(plot, lang, decimals)
    parts += _end_labels(plot, reference, lang, decimals)
    return svg(ident, plot.width, plot.height, title, desc, parts)


def _beside(words: Sequence[str], *, narrow: bool) -> int:
    """Room for the words at the ends of the lines: on a phone the reference has one word a line, the longest fits."""
    if not narrow:
        return 128
    return min(max(74, 14 + 8 * max(map(len, words), default=0)), 120)


def _grid(plot: _Plot, lang: str) -> list[str]:
    parts = []
    decimals = 0 if all(tick == int(tick) for tick in plot.ticks) else 1
    for tick in plot.ticks:
        parts.append(line("grid", plot.left, plot.y(tick), plot.right, plot.y(tick)))
        parts.append(text(plot.left - 9, plot.y(tick) + 4.5, number(tick, lang, decimals), "s", "end"))
    return parts


def _band(plot: _Plot, run: list[int]) -> str:
    if len(run) > 1:
        return f'<polygon {mark("band-ci")} points="{plot.path(run, 3)} {plot.path(run[::-1], 2)}"/>'
    _, _, low, high = plot.points[run[0]]  # a month alone: its interval is a bar
    x, y = plot.x(run[0]) - 5, plot.y(high)
    return f'<rect {mark("band-ci")} x="{x:.1f}" y="{y:.1f}" width="10" height="{max(plot.y(low) - y, 0):.1f}"/>'


def _dots_and_labels(plot: _Plot, lang: str, decimals: int) -> list[str]:
    parts = []
    count = len(plot.points)
    every = max(1, math.ceil(count / (4 if plot.narrow else 7)))
    for index, (label, value, low, high) in enumerate(plot.points):
        if (count - 1 - index) % every == 0:
            parts.append(text(plot.x(index), plot.bottom + 24, label, "s", "middle", 12 if plot.narrow else 13))
        if value is not None:
            said = f"{label}: {number(value, lang, decimals)} ({_interval(low, high, lang, decimals)})"
            parts.append(dot("pt", plot.x(index), plot.y(value), 5 if count <= 14 else 3.5, said))
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
    """The last value and the reference by their lines, moved apart where they would collide, never below the axis."""
    parts = []
    x = plot.right + 12
    last = next((point for point in reversed(plot.points) if point[1] is not None), None)
    y_last = plot.y(last[1]) if last else None
    if reference:
        said = [*(reference[1].split() if plot.narrow else [reference[1]]), number(reference[0], lang, decimals)]
        y = plot.y(reference[0])
        if y_last is not None and abs(y - y_last) < 20 + 16 * (len(said) - 1):
            y = y_last - 6 - 16 * len(said) if y < y_last else y_last + 40
        lowest = y - 2 + 16 * (len(said) - 1)
        lift = max(0.0, lowest - plot.bottom)  # both are lifted: their order is the order of the values
        y_last = y_last - lift if y_last is not None and y > y_last else y_last
        parts += [text(x, y - lift - 2 + 16 * place, words, "reft") for place, words in enumerate(said)]
    if last and last[1] is not None and y_last is not None:
        y_last = min(y_last, plot.bottom - 15)
        parts.append(text(x, y_last - 2, number(last[1], lang, decimals), "b", size=17))
        parts.append(text(x, y_last + 15, _interval(last[2], last[3], lang, decimals), "s"))
    return parts
