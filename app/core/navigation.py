"""The main menu: each room adds its own item, and decides for whom it is there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu. `count` is what waits for *you*; 0 shows nothing."""

    label: str
    url: str
    count: int = 0
    current: bool = False


Build = Callable[[Any, Any], Item | None]
_items: dict[str, tuple[int, Build]] = {}


def add(order: int, build: Build) -> None:
    """Register `build(actor, organisation or None) -> Item or None`; `order` sorts the menu."""
    _items[f"{build.__module__}.{build.__qualname__}"] = (order, build)


def items(actor: Any, organisation: Any, path: str) -> list[Item]:
    """The menu of this reader, with the item of the page's own room marked."""
    built = [build(actor, organisation) for _, build in sorted(_items.values(), key=lambda pair: pair[0])]
    shown = [item for item in built if item]
    inside = [item.url for item in shown if path == item.url or path.startswith(item.url.rstrip("/") + "/")]
    here = max(inside, key=len, default=None)
    return [replace(item, current=item.url == here) for item in shown]
