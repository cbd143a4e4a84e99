"""The small drawings of a legend, of the same marks as in the charts."""

from collections.abc import Callable

from markupsafe import Markup

from app.core.charts.marks import diamond, dot, line, path, rect

STRIPES = "M2.5 13l10-10M7.5 13l10-10M12.5 13l10-10"
CROSSES = "M2.5 3l10 10M7.5 3l10 10M12.5 3l10 10"


def _box(name: str, lines: str = "", hatch: str = "hatch") -> Callable[[], str]:
    return lambda: rect(name, 1.5, 3, 21, 10) + (path(hatch, lines) if lines else "")


KEYS: dict[str, Callable[[], str]] = {
    "now": lambda: dot("now", 12, 8, 6),
    "goal": lambda: dot("goal", 12, 8, 5.5),
    "line": lambda: line("ln", 1, 8, 23, 8) + dot("now", 12, 8, 5),
    "interval": lambda: rect("band-ci", 0.5, 0.5, 23, 15),
    "reference": lambda: line("ref", 1, 8, 23, 8),
    "claimed": lambda: dot("claimed", 12, 8, 5.5),
    "evidenced": lambda: dot("evidenced", 12, 8, 6.6),
    "endorsed": lambda: diamond("endorsed", 12, 8, 8) + dot("endorsed-eye", 12, 8, 2.3),
    "goal-tick": lambda: line("goal-tick", 12, 0, 12, 16),
    "reached": _box("reached"),
    "beyond": _box("beyond"),
    "missing": _box("missing", STRIPES),
    "required": lambda: line("required", 12, 0, 12, 16),
    "must": lambda: line("required", 12, 2, 12, 16) + path("required-head", "M5 0h14l-7 9z"),
    "planned": _box("planned"),
    "started": _box("started", STRIPES, "hatch-busy"),
    "done": _box("done"),
    "effect_seen": lambda: rect("done", 1.5, 2, 21, 12) + path("seen", "M7.5 8l3.2 3.4 6-6.6"),
    "dropped": _box("dropped"),
    "overdue": _box("overdue", CROSSES),
    "today": lambda: line("today", 12, 0, 12, 16),
    "step-claimed": lambda: line("ln-claimed", 0, 8, 24, 8) + dot("claimed", 12, 8, 4.6),
    "step-evidenced": lambda: line("ln-evidenced", 0, 8, 24, 8) + dot("evidenced", 12, 8, 5),
    "step-endorsed": lambda: line("ln-endorsed", 0, 8, 24, 8) + diamond("endorsed", 12, 8, 6.5),
    "between": lambda: line("between", 12, 16, 12, 6) + dot("pt", 12, 6, 5),
    "between-open": lambda: line("ln-claimed", 12, 16, 12, 8) + dot("claimed", 12, 8, 4.5),
    "limit": lambda: line("dropped", 1, 8, 23, 8),
    "due": _box("planned"),
    "finished": _box("done"),
}


def key(kind: str) -> Markup:
    """The mark of one kind, for a legend or beside its words; words say the same, so nobody is told of the drawing."""
    return Markup(  # noqa: S704 - our own marks only
        f'<svg class="chart key" viewBox="0 0 24 16" aria-hidden="true" focusable="false">{KEYS[kind]()}</svg>'
    )
