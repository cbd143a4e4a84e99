"""What has happened over time: the levels of one dimension as steps, and how many actions were planned and finished."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from babel import dates
from markupsafe import Markup

from app.core.charts.marks import LOCALES, diamond, dot, line, path, rect, svg, text
from app.core.charts.months import Months

Change = tuple[date, int | None]
"""From this day the level is so; None where there is none any more."""

SHIFT = {"claimed": -5.0, "evidenced": 0.0, "endorsed": 5.0}
"""So that lines on one level lie beside each other."""


class Month(NamedTuple):
    """Any day of a month, the actions that were due in it, and those that were finished in it."""

    day: date
    planned: int
    finished: int


class _Levels(NamedTuple):
    months: Months
    narrow: bool
    highest: int

    @property
    def width(self) -> int:
        return 340 if self.narrow else 760

    @property
    def height(self) -> int:
        return 50 + 40 * self.highest + 22

    def y(self, level: float) -> float:
        return 50 + 40 * (self.highest - level)


def steps(
    ident: str,
    title: str,
    desc: str,
    series: Mapping[str, Sequence[Change]],
    until: date,
    lang: str,
    words: Mapping[str, str],
    *,
    highest: int = 5,
    narrow: bool = False,
) -> Markup:
    """Levels over time as lines that step: dashed with rings is claimed, whole with circles evidenced, dotted with
    diamonds endorsed.

    `series` and `words` have the keys "claimed", "evidenced" and "endorsed"; changes are in order of days, and the
    last one holds `until` that day. Lines on one level lie beside each other. Legend: "step-claimed",
    "step-evidenced", "step-endorsed".
    """
    days = [until, *(day for changes in series.values() for day, _ in changes)]
    frame = _Levels(Months.around(days, 20, 334 if narrow else 650), narrow, highest)
    parts = frame.months.ground(36, frame.height - 12, lang, room=40 if narrow else 52)
    for level in range(highest + 1):
        parts.append(line("grid", 20, frame.y(level), frame.months.right, frame.y(level)))
        parts.append(text(0, frame.y(level) + 4.5, level, "s"))
    for kind in SHIFT:
        parts += _steps(frame, kind, series.get(kind, ()), until, lang, words.get(kind, ""))
    if not narrow:
        parts += _ends(frame, series, words, until)
    return svg(ident, frame.width, frame.height, title, desc, parts)


def _steps(frame: _Levels, kind: str, changes: Sequence[Change], until: date, lang: str, word: str) -> list[str]:
    way, marks, drawn = [], [], False
    ends = [day for day, _ in changes[1:]] + [until]
    for (day, level), end in zip(changes, ends, strict=False):
        if level is None:
            drawn = False
            continue
        x, y = frame.months.x(day), frame.y(level) + SHIFT[kind]
        way.append(f"{'V' + format(y, '.1f') if drawn else f'M{x:.1f} {y:.1f}'}H{frame.months.x(end):.1f}")
        marks += _mark(kind, x, y, f"{dates.format_date(day, 'long', locale=LOCALES[lang])}: {word} {level}")
        drawn = True
    return [path(f"ln-{kind}", "".join(way)), *marks] if way else []


def _mark(kind: str, x: float, y: float, said: str) -> list[str]:
    if kind == "endorsed":
        return [diamond("endorsed", x, y, 6.5, said), dot("endorsed-eye", x, y, 1.8)]
    return [dot(kind, x, y, 4.6, said)]


def _ends(frame: _Levels, series: Mapping[str, Sequence[Change]], words: Mapping[str, str], until: date) -> list[str]:
    """The name of each line where it ends, moved apart where two end together."""
    ends = {kind: changes[-1][1] for kind, changes in series.items() if changes and changes[-1][1] is not None}
    parts, lowest = [], 0.0
    for kind in sorted(ends, key=lambda kind: frame.y(ends[kind] or 0) + SHIFT[kind]):
        y = max(frame.y(ends[kind] or 0) + SHIFT[kind] + 4.5, lowest + 16)
        parts.append(text(frame.months.x(until) + 12, y, f"{words[kind]} {ends[kind]}", "b"))
        lowest = y
    return parts


def progress(
    ident: str,
    title: str,
    desc: str,
    months: Sequence[Month],
    lang: str,
    words: tuple[str, str],
    *,
    narrow: bool = False,
) -> Markup:
    """Two bars a month, oldest first: hollow is due in it, filled is finished in it, with the number over each.

    `words` name the two. A phone shows the last six months. Legend: "due", "finished".
    """
    shown = months[-6:] if narrow else months
    width, floor, left, right = 340 if narrow else 760, 190.0, 4.0, 336.0 if narrow else 756.0
    highest = max([1, *(max(month.planned, month.finished) for month in shown)])
    each = (right - left) / max(len(shown), 1)
    wide = min(each * 0.34, 26)
    parts = [line("axis", left, floor, right, floor)]
    for index, month in enumerate(shown):
        middle = left + each * (index + 0.5)
        name = dates.format_date(month.day, "LLL", locale=LOCALES[lang])
        parts.append(text(middle, floor + 18, name, "s", "middle", 12.5))
        if index == 0 or month.day.month == 1:
            parts.append(text(middle, floor + 35, month.day.year, "b", "middle", 12.5))
        whole = dates.format_skeleton("yMMMM", month.day, locale=LOCALES[lang])
        pairs = (("planned", month.planned, words[0], middle - wide), ("done", month.finished, words[1], middle))
        for kind, count, word, x in pairs:
            high = (floor - 28) * count / highest
            if count:
                parts.append(rect(kind, x + 1.5, floor - high, wide - 3, high, f"{whole}: {word} {count}"))
                parts.append(text(x + wide / 2, floor - high - 5, count, "s", "middle", 12))
    return svg(ident, width, floor + 44, title, desc, parts)
