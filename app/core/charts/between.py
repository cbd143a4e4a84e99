"""How long it was between events: each time a stem, the one still running open at its end."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.core.charts.marks import dot, line, number, path, svg, text
from app.core.charts.rates import ticks

NARROW_SHOWS, WIDE_SHOWS = 8, 30


class Between(NamedTuple):
    """A time between two events, named by its end; `is_open` is the one that has not ended."""

    label: str
    length: float
    is_open: bool = False


class BetweenLines(NamedTuple):
    """Where chance alone would put half of the times (`centre`), and nearly none above or below."""

    centre: float
    low: float
    high: float


class BetweenWords(NamedTuple):
    unit: str
    centre: str
    limit: str
    so_far: str


class _Frame(NamedTuple):
    number: int
    ticks: list[float]
    narrow: bool

    @property
    def width(self) -> int:
        return 360 if self.narrow else 760

    @property
    def left(self) -> int:
        return 44 if self.narrow else 54

    @property
    def right(self) -> int:
        return self.width - (66 if self.narrow else 120)

    @property
    def bottom(self) -> int:
        return 244 if self.narrow else 274

    @property
    def each(self) -> float:
        return (self.right - self.left) / max(self.number, 1)

    def x(self, index: int) -> float:
        return self.left + self.each * (index + 0.5)

    def y(self, length: float) -> float:
        return 40 + (self.bottom - 40) * (1 - length / self.ticks[-1])


def between_events(
    ident: str,
    title: str,
    desc: str,
    times: Sequence[Between],
    lines: BetweenLines | None,
    words: BetweenWords,
    lang: str,
    *,
    narrow: bool = False,
) -> Markup:
    """Times between events as stems, oldest first; the open one is dashed, hollow and ends in an arrow upwards.

    `lines` are drawn where there are enough times to tell (None: none are). A line far above the longest time is left
    out, so that the times can be told from each other. A phone shows the last eight. Legend: "between",
    "between-open", "reference", "limit".
    """
    shown = times[-(NARROW_SHOWS if narrow else WIDE_SHOWS) :]
    longest = max([1.0, *(one.length for one in shown), lines.centre if lines else 0.0])
    reach = lines.high if lines and lines.high <= 3 * longest else longest
    frame = _Frame(len(shown), ticks(max(longest, reach) * 1.04), narrow)
    parts = [text(0, 16, words.unit, "s")]
    decimals = 0 if all(tick == int(tick) for tick in frame.ticks) else 1
    for tick in frame.ticks:
        parts.append(line("grid", frame.left, frame.y(tick), frame.right, frame.y(tick)))
        parts.append(text(frame.left - 8, frame.y(tick) + 4.5, number(tick, lang, decimals), "s", "end"))
    if lines:
        parts += _lines(frame, lines, words, lang)
    for index, one in enumerate(shown):
        parts += _stem(frame, index, one, words, lang)
    return svg(ident, frame.width, frame.bottom + 36, title, desc, parts)


def _lines(frame: _Frame, lines: BetweenLines, words: BetweenWords, lang: str) -> list[str]:
    y = frame.y(lines.centre)
    parts = [line("ref", frame.left, y, frame.right, y)]
    parts.append(text(frame.right + 8, y - 2, words.centre, "reft"))
    parts.append(text(frame.right + 8, y + 14, number(lines.centre, lang, 0), "reft"))
    if lines.high <= frame.ticks[-1]:
        y = frame.y(lines.high)
        parts.append(line("dropped", frame.left, y, frame.right, y))
        parts.append(text(frame.right + 8, y - 2, words.limit, "s"))
        parts.append(text(frame.right + 8, y + 14, number(lines.high, lang, 0), "s"))
    y = frame.y(lines.low)
    parts.append(line("dropped", frame.left, y, frame.right, y))
    return parts


def _stem(frame: _Frame, index: int, one: Between, words: BetweenWords, lang: str) -> list[str]:
    x, y = frame.x(index), frame.y(one.length)
    said = f"{one.label}: {number(one.length, lang, 0)}" + (f" ({words.so_far})" if one.is_open else "")
    if one.is_open:
        tip = max(y - 26, 22.0)
        parts = [
            line("ln-claimed", x, frame.bottom, x, tip + 6),
            path("now", f"M{x - 5:.1f} {tip + 8:.1f}h10l-5 -9z"),
            dot("claimed", x, y, 5.5, said),
        ]
    else:
        parts = [line("between", x, frame.bottom, x, y), dot("pt", x, y, 5.5, said)]
    every = max(1, -(-frame.number // (3 if frame.narrow else 7)))
    if (frame.number - 1 - index) % every == 0:
        parts.append(text(x, frame.bottom + 24, one.label, "s", "middle", 12))
    return parts
