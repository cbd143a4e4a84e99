"""A plan as bars over months: what is planned, under way, done or dropped, what is late, and what waits for what."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from babel import dates
from markupsafe import Markup

from app.core.charts.marks import LOCALES, diamond, hatching, line, path, rect, shorten, svg, text, wrap
from app.core.charts.months import Months

SHAPES = {"planned": "planned", "started": "started", "done": "done", "effect_seen": "done", "dropped": "dropped"}
"""The five states, and the mark that each is drawn with; an effect that was seen has a tick as well."""

HIGH = 16.0
OPEN = ("planned", "started")


class Task(NamedTuple):
    """A row: `start` None is a day alone; `state` is one of `SHAPES`; `after` are the keys of the rows it waits for."""

    key: object
    name: str
    start: date | None
    due: date
    state: str
    after: Sequence[object] = ()


class PlanWords(NamedTuple):
    """`states` names each state that occurs; `today` stands at its line, `late` by a bar whose day has passed."""

    states: Mapping[str, str]
    today: str
    late: str


class _Frame(NamedTuple):
    """Names to the left of the bars, or above them on a phone."""

    narrow: bool
    months: Months
    rows: int

    @property
    def width(self) -> int:
        return 340 if self.narrow else 760

    @property
    def row_height(self) -> int:
        return 52 if self.narrow else 38

    @property
    def height(self) -> int:
        return 58 + self.row_height * self.rows + 6

    def middle(self, index: int) -> float:
        return 58 + self.row_height * (index + 0.5) + (11 if self.narrow else 0)


def timeline(
    ident: str,
    title: str,
    desc: str,
    rows: Sequence[Task],
    today: date,
    lang: str,
    words: PlanWords,
    *,
    narrow: bool = False,
) -> Markup:
    """A bar a row from start to due, at most about forty rows; its state is told by its pattern and in words.

    Planned is hollow, started is striped, done is filled, effect_seen is filled with a tick, dropped is dashed. What is
    not finished on its day grows a cross-striped part until `today`. The wide drawing joins rows that wait for each
    other.
    Legend: "planned", "started", "done", "effect_seen", "dropped", "overdue", "today".
    """
    days = [today, *(row.due for row in rows), *(row.start for row in rows if row.start)]
    frame = _Frame(narrow, Months.around(days, *((4, 336) if narrow else (236, 656))), len(rows))
    patterns = {"started": f"{ident}-busy", "late": f"{ident}-late"}
    parts = ["<defs>", hatching(patterns["started"], "hatch-busy")]
    parts += [hatching(patterns["late"], "hatch", rising=False), "</defs>"]
    parts += _today(frame, today, words.today)
    parts += frame.months.ground(44, frame.height - 4, lang, room=40 if narrow else 52)
    if not narrow:
        parts += _elbows(frame, rows)
    for index, row in enumerate(rows):
        parts += _row(frame, index, row, today, lang, words, patterns)
    return svg(ident, frame.width, frame.height, title, desc, parts)


def _today(frame: _Frame, today: date, word: str) -> list[str]:
    x = frame.months.x(today)
    anchor = "end" if x > frame.width - 60 else "start" if x < frame.months.left + 30 else "middle"
    return [line("today", x, 20, x, frame.height - 4), text(x, 12, word, "reft", anchor, 12.5)]


def _row(
    frame: _Frame, index: int, row: Task, today: date, lang: str, words: PlanWords, patterns: Mapping[str, str]
) -> list[str]:
    y, x = frame.middle(index), frame.months.x
    late = row.state in OPEN and row.due < today
    state = words.states[row.state] + (f", {words.late}" if late else "")
    said = f"{row.name}: {_days(row, lang)}. {state}"
    parts = [] if row.start is None else _bar(x(row.start), x(row.due), y, row.state, said, patterns["started"])
    if late:
        parts.append(rect("overdue", x(row.due), y - 5, x(today) - x(row.due), 10, said, patterns["late"]))
    if row.start is None:
        parts.append(diamond("planned" if row.state == "started" else SHAPES[row.state], x(row.due), y, 8, said))
        if row.state == "effect_seen":
            parts.append(_tick(x(row.due), y))
    if frame.narrow:
        return [
            text(0, y - 17, shorten(row.name, 26), "b", size=13.5, halo=True),
            text(frame.width, y - 17, shorten(state, 22), "reft" if late else "s", "end", 12.5, halo=True),
            *parts,
        ]
    names = wrap(row.name, 31)
    top = y + 4.5 - 7.5 * (len(names) - 1)
    parts += [text(0, top + 15 * place, part, "t", size=13) for place, part in enumerate(names)]
    return parts + _state(frame, row, state, y, today if late else row.due)


def _state(frame: _Frame, row: Task, state: str, y: float, end: date) -> list[str]:
    """The state in words after the bar, or before it where there is no room."""
    kind, after, before = "reft" if end != row.due else "s", frame.months.x(end), frame.months.x(row.start or row.due)
    room = 7 * len(state) + 12
    if after + room <= frame.width or before - room < frame.months.left:
        return [text(min(after + 10, frame.width - room + 12), y + 4.5, state, kind, size=12.5, halo=True)]
    return [text(before - 10, y + 4.5, state, kind, "end", 12.5, halo=True)]


def _bar(left: float, right: float, y: float, state: str, said: str, busy: str) -> list[str]:
    wide = max(right - left, 4)
    parts = [rect(SHAPES[state], left, y - HIGH / 2, wide, HIGH, said, busy if state == "started" else "")]
    if state == "effect_seen":
        parts.append(_tick(left + min(wide / 2, wide - 6), y))
    return parts


def _tick(x: float, y: float) -> str:
    return path("seen", f"M{x - 4.5:.1f} {y:.1f}l3.2 3.4 6-6.6")


def _days(row: Task, lang: str) -> str:
    due = dates.format_date(row.due, "long", locale=LOCALES[lang])
    return due if row.start is None else f"{dates.format_date(row.start, 'long', locale=LOCALES[lang])} – {due}"


def _elbows(frame: _Frame, rows: Sequence[Task]) -> list[str]:
    """From the end of what comes first, down or up, to the start of what waits for it."""
    places = {row.key: index for index, row in enumerate(rows)}
    parts = []
    for index, row in enumerate(rows):
        for key in row.after:
            if key in places and places[key] != index:
                parts += _elbow(frame, places[key], index, rows)
    return parts


def _elbow(frame: _Frame, first: int, then: int, rows: Sequence[Task]) -> list[str]:
    x, down = frame.months.x, 1 if then > first else -1
    y_from, y_to = frame.middle(first) + down * HIGH / 2, frame.middle(then)
    x_from, x_to = x(rows[first].due) - 3, x(rows[then].start or rows[then].due)
    if x_to - 12 >= x_from:
        way = f"M{x_from:.1f} {y_from:.1f}V{y_to:.1f}H{x_to - 6:.1f}"
    else:  # it starts before the other ends: back between the rows
        between = frame.middle(first) + down * frame.row_height / 2
        way = f"M{x_from:.1f} {y_from:.1f}V{between:.1f}H{x_to - 14:.1f}V{y_to:.1f}H{x_to - 6:.1f}"
    return [path("elbow", way), path("elbow-head", f"M{x_to - 1:.1f} {y_to:.1f}l-7-4v8z")]
