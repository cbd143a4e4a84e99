"""Rooms above hear when the figures of a firm have changed."""

from collections.abc import Callable, Collection

_heard: list[Callable[[int, Collection[int]], None]] = []


def on_figures(heard: Callable[[int, Collection[int]], None]) -> None:
    """Call `heard(organisation_id, calendar years)` in the transaction that changed hours or events of these years."""
    if heard not in _heard:
        _heard.append(heard)


def tell_figures(organisation_id: int, *years: int) -> None:
    """Every write of hours or events calls this last, with the years that it touched: before, and after."""
    for heard in _heard:
        heard(organisation_id, frozenset(years))
