"""What all drawings are made of: marks with their attributes, words, lines, shapes, and the frame around them."""

from collections.abc import Sequence

from babel import numbers
from markupsafe import Markup, escape

LOCALES = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
FONT = "Inter Variable, Inter, DejaVu Sans, sans-serif"
TEXT, SUBTLE, ACCENT, WARM, PLUM = "#24292e", "#5b5f63", "#0b5b6f", "#8a3c1b", "#5b4b8a"
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
    "claimed": f'fill="#ffffff" stroke="{ACCENT}" stroke-width="2.5"',
    "evidenced": f'fill="{ACCENT}" stroke="#ffffff" stroke-width="1.5"',
    "endorsed": f'fill="{PLUM}" stroke="#ffffff" stroke-width="1.5"',
    "endorsed-eye": 'fill="#ffffff"',
    "goal-tick": 'stroke="#b4532a" stroke-width="2.5"',
    "between": 'stroke="#9cc2cc" stroke-width="4"',
    "reached": f'fill="{ACCENT}"',
    "beyond": f'fill="#ffffff" stroke="{ACCENT}" stroke-width="1.5"',
    "missing": 'fill="#ffffff" stroke="#b4532a" stroke-width="1.5"',
    "hatch": 'fill="none" stroke="#b4532a" stroke-width="2"',
    "hatch-busy": f'fill="none" stroke="{ACCENT}" stroke-width="2.5"',
    "required": f'stroke="{TEXT}" stroke-width="3"',
    "required-head": f'fill="{TEXT}"',
    "ground": 'fill="#eef1f2"',
    "paper": 'fill="#ffffff"',
    "today": 'stroke="#b4532a" stroke-width="2" stroke-dasharray="5 4"',
    "planned": f'fill="#ffffff" stroke="{ACCENT}" stroke-width="2"',
    "started": f'fill="#ffffff" stroke="{ACCENT}" stroke-width="2"',
    "done": f'fill="{ACCENT}" stroke="{ACCENT}" stroke-width="2"',
    "seen": 'fill="none" stroke="#ffffff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"',
    "dropped": 'fill="none" stroke="#7a7e82" stroke-width="1.5" stroke-dasharray="3 3"',
    "overdue": 'fill="#ffffff" stroke="#b4532a" stroke-width="1.5"',
    "elbow": 'fill="none" stroke="#7a7e82" stroke-width="1.5"',
    "elbow-head": 'fill="#7a7e82"',
    "ln-claimed": f'fill="none" stroke="{ACCENT}" stroke-width="2" stroke-dasharray="7 4"',
    "ln-evidenced": f'fill="none" stroke="{ACCENT}" stroke-width="3"',
    "ln-endorsed": f'fill="none" stroke="{PLUM}" stroke-width="2.5" stroke-dasharray="2 3"',
}
INKS = {"s": SUBTLE, "reft": WARM}


def number(value: float, lang: str, decimals: int = 1) -> str:
    """1 234,5 in Norwegian, 1,234.5 in English."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(numbers.format_decimal(value, format=pattern, locale=LOCALES[lang]))


def mark(name: str) -> str:
    return f'class="{name}" {MARKS[name]}'


def text(
    x: float, y: float, words: object, kind: str = "", anchor: str = "start", size: float = 13, *, halo: bool = False
) -> str:
    """Words at a place; `halo` keeps a rim of ground around them where lines pass behind."""
    bold = ' font-weight="600"' if kind in ("b", "reft") else ""
    ink = INKS.get(kind, TEXT)
    name, rim = kind or "t", ""
    if halo:
        name, rim = f"{name} halo", ' stroke="#ffffff" stroke-width="5" stroke-linejoin="round" paint-order="stroke"'
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{name}" text-anchor="{anchor}" font-size="{size:g}" '
        f'fill="{ink}"{bold}{rim}>{escape(words)}</text>'
    )


def line(name: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line {mark(name)} x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def dot(name: str, x: float, y: float, radius: float, words: str = "") -> str:
    inner = f"<title>{escape(words)}</title>" if words else ""
    return f'<circle {mark(name)} cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}">{inner}</circle>'


def svg(ident: str, width: int, height: float, title: str, desc: str, parts: Sequence[str]) -> Markup:
    ident = str(escape(ident))
    return Markup(  # noqa: S704 - every word above went through escape()
        f'<svg class="chart" viewBox="0 0 {width} {height:g}" role="img" '
        f'aria-labelledby="{ident}-t {ident}-d" focusable="false">'
        f'<title id="{ident}-t">{escape(title)}</title><desc id="{ident}-d">{escape(desc)}</desc>'
        f'<g font-family="{FONT}">{"".join(parts)}</g></svg>'
    )


def shorten(words: str, characters: int) -> str:
    return words if len(words) <= characters else words[: characters - 1].rstrip() + "…"


def wrap(words: str, characters: int) -> list[str]:
    """At most two lines; what does not fit ends in an ellipsis."""
    if len(words) <= characters:
        return [words]
    space = words.rfind(" ", 0, characters + 1)
    if space <= 0:
        return [shorten(words, characters)]
    return [words[:space], shorten(words[space + 1 :].lstrip(), characters)]


def rect(name: str, left: float, top: float, width: float, height: float, said: str = "", pattern: str = "") -> str:
    """A box; `pattern` is what `hatching` gave for its ground, `said` is shown when one points at it."""
    inner = f"<title>{escape(said)}</title>" if said else ""
    fill = f'fill="url(#{escape(pattern)})" ' if pattern else ""
    attributes = mark(name).replace('fill="#ffffff" ', fill) if pattern else mark(name)
    return (
        f'<rect {attributes} x="{left:.1f}" y="{top:.1f}" width="{max(width, 0):.1f}" height="{height:.1f}">'
        f"{inner}</rect>"
    )


def path(name: str, points: str) -> str:
    return f'<path {mark(name)} d="{points}"/>'


def diamond(name: str, x: float, y: float, radius: float, words: str = "") -> str:
    inner = f"<title>{escape(words)}</title>" if words else ""
    corners = f"{x:.1f},{y - radius:.1f} {x + radius:.1f},{y:.1f} {x:.1f},{y + radius:.1f} {x - radius:.1f},{y:.1f}"
    return f'<polygon {mark(name)} points="{corners}">{inner}</polygon>'


def hatching(ident: str, name: str, *, rising: bool = True) -> str:
    """A pattern of slanting lines, to be named in `rect`; `ident` is unique in the page."""
    slant = "M-2 2 2-2M0 8 8 0M6 10 10 6" if rising else "M-2 6 2 10M0 0 8 8M6-2 10 2"
    size = 'width="8" height="8" patternUnits="userSpaceOnUse"'
    return f'<pattern id="{escape(ident)}" {size}>{rect("paper", 0, 0, 8, 8)}{path(name, slant)}</pattern>'
