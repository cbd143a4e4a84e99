"""Pieces that a room adds to another room's page, when that room stands below it and does not know it."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

Build = Callable[[Any], Markup | None]
_panels: dict[str, dict[str, tuple[int, Build]]] = {}


def add(page: str, order: int, build: Build) -> None:
    """Register `build(what the page is about) -> HTML or None` for the page "organisation"; `order` sorts them."""
    of_page = _panels.setdefault(page, {})
    of_page[f"{build.__module__}.{build.__qualname__}"] = (order, build)
    _panels[page] = dict(sorted(of_page.items(), key=lambda named: named[1][0]))


def panels(page: str, thing: Any) -> list[Markup]:
    """The pieces that this reader has on this page."""
    built = [build(thing) for _, build in _panels.get(page, {}).values()]
    return [piece for piece in built if piece]
