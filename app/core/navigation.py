"""The main menu, and where one lands: each room adds its own item, and decides for whom it is there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu. `count` is what waits for *you*; 0 shows nothing.

    `within` are the addresses of the room's other pages, where they do not begin with its own.
    """

    label: str
    url: str
    count: int = 0
    current: bool = False
    within: tuple[str, ...] = ()


Build = Callable[[Any, Any], Item | None]
_items: dict[str, tuple[int, Build]] = {}  # in the order of the menu
Land = Callable[[Any, str], str | None]
_sections: dict[str, dict[str, tuple[int, Build]]] = {}  # a group's in the order of its menu
_landings: dict[str, tuple[int, Land]] = {}


def add(order: int, build: Build) -> None:
    """Register `build(actor, organisation or None) -> Item or None`; `order` sorts the menu."""
    _items[f"{build.__module__}.{build.__qualname__}"] = (order, build)
    in_order = sorted(_items.items(), key=lambda named: named[1][0])
    _items.clear()
    _items.update(in_order)


def items(actor: Any, organisation: Any) -> list[Item]:
    """The menu of this reader."""
    built = [build(actor, organisation) for _, build in _items.values()]
    return [item for item in built if item]


def add_section(group: str, order: int, build: Build) -> None:
    """Register one page of `group`: `build(actor, organisation) -> Item or None`, sorted by `order`.

    The menu of a group is on every page of its rooms, so a builder asks no database.
    """
    of_group = _sections.setdefault(group, {})
    of_group[f"{build.__module__}.{build.__qualname__}"] = (order, build)
    _sections[group] = dict(sorted(of_group.items(), key=lambda named: named[1][0]))


def sections(group: str, actor: Any, organisation: Any) -> list[Item]:
    """The pages of `group` that this reader has, for `organisation`."""
    built = [build(actor, organisation) for _, build in _sections.get(group, {}).values()]
    return [item for item in built if item]


def marked(shown: list[Item], path: str) -> list[Item]:
    """The same menu, with the item of the page's own room marked."""
    inside = [(len(url), item.url) for item in shown for url in (item.url, *item.within) if _leads_to(url, path)]
    here = max(inside, default=(0, None))[1]
    return [replace(item, current=True) if item.url == here else item for item in shown]


def _leads_to(url: str, path: str) -> bool:
    return path == url or path.startswith(url.rstrip("/") + "/")


def add_landing(order: int, land: Land) -> None:
    """Register `land(actor, language) -> address or None`: where somebody begins after signing in; the lowest wins."""
    _landings[f"{land.__module__}.{land.__qualname__}"] = (order, land)


def landing(actor: Any, language: str) -> str:
    """Where this reader begins; whoever no room knows, on the front page."""
    for _, land in sorted(_landings.values(), key=lambda pair: pair[0]):
        if address := land(actor, language):
            return address
    return f"/{language}/"
