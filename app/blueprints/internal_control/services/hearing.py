"""Rooms above hear when a firm's internal control has changed: training, a point, a review, a duty."""

from collections.abc import Callable

_heard: list[Callable[[int], None]] = []


def on_control(heard: Callable[[int], None]) -> None:
    """Call `heard(organisation_id)` in the transaction that changed something in this room."""
    if heard not in _heard:
        _heard.append(heard)


def tell_control(organisation_id: int) -> None:
    """Every write of the room calls this last."""
    for heard in _heard:
        heard(organisation_id)
