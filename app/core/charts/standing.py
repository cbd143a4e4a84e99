"""A firm's levels as three numbers that are never merged, and how far they reach towards what is required."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from app.core.charts.marks import diamond, dot, hatching, line, path, rect, shorten, svg, text, wrap

APART = 14.0
"""Between marks of one row that stand on the same level."""


class Three(NamedTuple):
    """A dimension: three levels 0-5 and a goal, each None when there is none."""

    name: str
    claimed: int | None
    evidenced: int | None
    endorsed: int | None
    goal: int | None = None


class ThreeWords(NamedTuple):
    """What the marks are called in the reader's language, as in the legend."""

    claimed: str
    evidenced: str
    endorsed: str
    goal: str


class Gap(NamedTuple):
    """A dimension of a requirement profile: the level that counts, or None, the least level asked for, and a must."""

    name: str
    effective: int | None
    required: int
    must: bool = False


class GapWords(NamedTuple):
    """`effective` and `required` name the two levels, `must` stands under a name, `missing` is said of the hatching."""

    effective: str
    required: str
    must: str
    missing: str


class Frame(NamedTuple):
    """Where the levels lie: names to the left of the rows, or above them on a phone."""

    narrow: bool
    last: int
    rows: int
    row_height: int

    @property
    def width(self) -> int:
        return 340 if self.narrow else 660

    @property
    def left(self) -> int:
        return 12 if self.narrow else 224

    @property
    def right(self) -> int:
        return self.width - 46

    @property
    def top(self) -> int:
        return 30 if self.narrow else 36

    @property
    def height(self) -> int:
        return self.top + self.row_height * self.rows + 8

    def x(self, level: float) -> float:
        return self.left + (self.right - self.left) * level / self.last

    def middle(self, index: int) -> float:
        """The height on which the marks of a row lie."""
        return self.top + self.row_height * (index + 0.5) + (13 if self.narrow else 0)

    def ground(self, labels: Sequence[str]) -> list[str]:
        """Level numbers, with their words where there is room, and a line down from each."""
        parts = []
        for level, words in enumerate(labels):
            said = str(level) if self.narrow else f"{level} {words}".strip()
            parts.append(line("grid", self.x(level), self.top - 8, self.x(level), self.height - 6))
            parts.append(text(self.x(level), self.top - 16, said, "s", "middle", 12.5))
        return parts

    def name(self, index: int, words: str, under: str = "") -> list[str]:
        if self.narrow:
            y = self.top + self.row_height * index + 16.0
            parts = [
                rect("paper", 0, y - 14, self.width, 20),
                text(0, y, shorten(words, 38), "b", size=14),
            ]
            return (
                [*parts, text(self.width, self.middle(index) + 22, under, "reft", "end", 12, halo=True)]
                if under
                else parts
            )
        lines = [(part, "t") for part in wrap(words, 29)] + ([(under, "reft")] if under else [])
        y = self.middle(index) + 5 - 8 * (len(lines) - 1)
        return [text(0, y + 16 * place, said, kind, size=13.5) for place, (said, kind) in enumerate(lines)]


def three_levels(
    ident: str,
    title: str,
    desc: str,
    rows: Sequence[Three],
    labels: Sequence[str],
    words: ThreeWords,
    *,
    narrow: bool = False,
) -> Markup:
    """Three marks a row: a ring is claimed, a filled circle is evidenced, a diamond with an eye is endorsed.

    The goal is a thin upright line. Marks on one level stand above each other, in that order, so that none hides
    another. `labels` name the levels from 0 and up, one for each, "" for none. Legend: "claimed", "evidenced",
    "endorsed", "goal-tick".
    """
    frame = Frame(narrow, len(labels) - 1, len(rows), 78 if narrow else 54)
    parts = frame.ground(labels)
    for index, row in enumerate(rows):
        parts += frame.name(index, row.name)
        parts += _three(frame.x, frame.middle(index), row, words)
    return svg(ident, frame.width, frame.height, title, desc, parts)


def _three(at: Callable[[float], float], y: float, row: Three, words: ThreeWords) -> list[str]:
    said = _said(row, words)
    levels = {"claimed": row.claimed, "evidenced": row.evidenced, "endorsed": row.endorsed}
    known = {kind: level for kind, level in levels.items() if level is not None}
    parts = []
    if row.goal is not None:
        parts.append(line("goal-tick", at(row.goal), y - 24, at(row.goal), y + 24))
    if len(set(known.values())) > 1:
        parts.append(line("between", at(min(known.values())), y, at(max(known.values())), y))
    for kind, level in known.items():
        beside = [other for other in known if known[other] == level]
        parts += _mark(kind, at(level), y + APART * (beside.index(kind) - (len(beside) - 1) / 2), said)
    return parts


def _mark(kind: str, x: float, y: float, said: str) -> list[str]:
    if kind == "endorsed":
        return [diamond("endorsed", x, y, 8.5, said), dot("endorsed-eye", x, y, 2.4)]
    return [dot(kind, x, y, 5.8 if kind == "claimed" else 6.6, said)]


def _said(row: Three, words: ThreeWords) -> str:
    pairs = zip(words, row[1:], strict=True)
    return f"{row.name}: " + ", ".join(f"{word} {level}" for word, level in pairs if level is not None)


def gaps(
    ident: str,
    title: str,
    desc: str,
    rows: Sequence[Gap],
    labels: Sequence[str],
    words: GapWords,
    *,
    narrow: bool = False,
) -> Markup:
    """The level that counts as a bar, the level asked for as a thick upright line, and the gap between them hatched.

    A must-have has its word by the name and a filled triangle on its line; what lies beyond the requirement is
    hollow, since it makes up for nothing. To the right stands the level of the level asked for. Legend: "reached",
    "missing", "beyond", "required", "must".
    """
    frame = Frame(narrow, len(labels) - 1, len(rows), 70 if narrow else 54)
    pattern = f"{ident}-missing"
    parts = ["<defs>", hatching(pattern, "hatch"), "</defs>", *frame.ground(labels)]
    for index, row in enumerate(rows):
        parts += frame.name(index, row.name, words.must if row.must else "")
        parts += _gap(frame, index, row, words, pattern)
    return svg(ident, frame.width, frame.height, title, desc, parts)


def _gap(frame: Frame, index: int, row: Gap, words: GapWords, pattern: str) -> list[str]:
    y, high = frame.middle(index), 18.0
    here, top = row.effective or 0, y - high / 2
    met, left = min(here, row.required), frame.x(0)
    shown = "–" if row.effective is None else str(row.effective)
    said = f"{row.name}: {words.effective} {shown}, {words.required} {row.required}"
    parts = [rect("ground", left, top, frame.x(frame.last) - left, high)]
    if met:
        parts.append(rect("reached", left, top, frame.x(met) - left, high, said))
    if here > met:
        parts.append(rect("beyond", frame.x(met), top + 3, frame.x(here) - frame.x(met), high - 6, said))
    if row.required > met:
        wide = frame.x(row.required) - frame.x(met)
        lacks = f"{said}. {words.missing} {row.required - met}"
        parts.append(rect("missing", frame.x(met), top, wide, high, lacks, pattern))
    if row.required:
        x = frame.x(row.required)
        parts.append(line("required", x, y - 15, x, y + 15))
        if row.must:
            parts.append(path("required-head", f"M{x - 7:.1f} {y - 18:.1f}h14l-7 9z"))
    parts.append(text(frame.width, y + 5, f"{shown} / {row.required}", "b", "end", 13.5))
    return parts
