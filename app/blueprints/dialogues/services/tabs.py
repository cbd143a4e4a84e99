"""The pages of a dialogue, as tabs above it: each room that has one says so."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tab:
    """`key` marks where one is; `count` is shown beside the label and costs no statement of its own to know."""

    key: str
    label: str
    path: str
    count: int | None = None


Build = Callable[[Any, Any], "Tab | None"]
_tabs: dict[str, tuple[int, bool, Build]] = {}


def register(position: int, build: Build, *, desk: bool = False) -> None:
    """`build(actor, dialogue's row) -> Tab or None`. `desk`: in the buyer's own row of tabs, not in everybody's."""
    _tabs[f"{build.__module__}.{build.__qualname__}"] = (position, desk, build)


def tabs(actor: Any, dialogue: Any, *, desk: bool = False) -> list[Tab]:
    """In the order of their positions; those this reader has."""
    chosen = sorted(((p, b) for p, of_desk, b in _tabs.values() if of_desk == desk), key=lambda pair: pair[0])
    return [tab for _, build in chosen if (tab := build(actor, dialogue))]
