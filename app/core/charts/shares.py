"""How much of what was to be done was done, time after time: one strip for each thing, all on the same 0 to 100 %."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.core.charts.marks import dot, line, mark, number, svg, text

STRIP, TOP = 96, 26


class Part(NamedTuple):
    """So many of so many in one period; of nothing there is no share."""

    part: int
    whole: int


class Strip(NamedTuple):
    """One thing over the periods, oldest first."""

    name: str
    parts: Sequence[Part]


def shares_over_time(
    ident: str,
    title: str,
    desc: str,
    periods: Sequence[str],
    strips: Sequence[Strip],
    of: str,
    lang: str,
    *,
    narrow: bool = False,
) -> Markup:
    """Shares as lines on strips under each other, a gap where there was nothing; part and whole stand by each point.

    `of` joins them, as "%(part)s of %(whole)s". A phone shows the last four periods. Legend: "line".
    """
    keep = 4 if narrow else len(periods)
    width = 360 if narrow else 760
    left, right = 44.0, width - 24.0
    shown = periods[-keep:]
    step = (right - left) / max(len(shown), 1)
    parts: list[str] = []
    for row, strip in enumerate(strips):
        top = TOP + row * STRIP
        parts += _ground(strip.name, left, right, top, lang)
        parts += _line([step * (i + 0.5) + left for i in range(len(shown))], strip.parts[-keep:], shown, top, of)
    floor = TOP + len(strips) * STRIP - 6
    for index, name in enumerate(shown):
        parts.append(text(left + step * (index + 0.5), floor, name, "s", "middle", 12))
    return svg(ident, width, floor + 12, title, desc, parts)


def _ground(name: str, left: float, right: float, top: float, lang: str) -> list[str]:
    parts = [text(0, top - 8, name, "b")]
    for share, y in ((0, top + 56.0), (100, top + 12.0)):
        parts.append(line("grid", left, y, right, y))
        parts.append(text(left - 6, y + 4.5, f"{number(share, lang, 0)} %", "s", "end", 11.5))
    return parts


def _line(places: Sequence[float], parts: Sequence[Part], periods: Sequence[str], top: float, of: str) -> list[str]:
    drawn: list[str] = []
    run: list[str] = []
    points: list[str] = []
    for x, one, period in zip(places, parts, periods, strict=True):
        if not one.whole:
            drawn += _stretch(run)
            run = []
            continue
        y = top + 12 + 44 * (1 - one.part / one.whole)
        said = of % {"part": one.part, "whole": one.whole}
        run.append(f"{x:.1f},{y:.1f}")
        points.append(dot("pt", x, y, 5, f"{period}: {said}"))
        points.append(text(x, y + (18 if y < top + 34 else -9), said, "s", "middle", 11.5, halo=True))
    return [*drawn, *_stretch(run), *points]


def _stretch(run: Sequence[str]) -> list[str]:
    return [f'<polyline {mark("ln")} points="{" ".join(run)}"/>'] if len(run) > 1 else []
