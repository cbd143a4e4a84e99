"""Periods that a reader may choose: the last 12 and 36 months, those before them, and calendar years."""

from app.blueprints.safety.terms import Month, Window

ROLLING = {"12": (12, 0), "36": (36, 0), "12-before": (12, 12), "36-before": (36, 36)}
"""Code: how many months, and how many months before the newest they end."""

YEARS = 10


def offered_years(last: Month, first: Month | None) -> list[int]:
    """Calendar years with something in them, newest first; ten at most."""
    oldest = max(first.year if first else last.year, last.year - YEARS + 1)
    return list(range(last.year, oldest - 1, -1))


def window_of(code: str, last: Month) -> Window | None:
    """The months of a code ("12", "36-before", "2025"); None for what is no period. This year ends with `last`."""
    if code in ROLLING:
        months, back = ROLLING[code]
        return Window.ending(last.plus(-back), months)
    if not (len(code) == 4 and code.isascii() and code.isdigit()) or not last.year - YEARS < int(code) <= last.year:
        return None
    year = int(code)
    return Window(Month(year, 1), min(Month(year, 12), last))


def overlap(one: Window, other: Window) -> bool:
    """Whether a month is in both: the same injuries cannot be compared with themselves."""
    return one.first <= other.last and other.first <= one.last


def around(*windows: Window) -> Window:
    """The shortest window that holds them all."""
    return Window(min(window.first for window in windows), max(window.last for window in windows))
