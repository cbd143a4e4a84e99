"""What stands between a dialogue and its close, and what follows when it closes: said by the rooms above.

closing.register("ledger", obstacles=red_items, after=None)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.blueprints.accounts.terms import Actor


@dataclass(frozen=True, slots=True)
class Obstacle:
    """`code` is worded with `core.errors.words`; `count` of them; `path`: where to mend it ("/dialogues/12/ledger")."""

    code: str
    count: int
    path: str


Obstacles = Callable[[int], Sequence[Obstacle]]
After = Callable[[int, "Actor | None"], None]
_obstacles: dict[str, Obstacles] = {}
_after: dict[str, After] = {}


def register(name: str, *, obstacles: Obstacles | None = None, after: After | None = None) -> None:
    """`obstacles(dialogue id)` is asked before the close, `after(dialogue id, by)` is called in its transaction."""
    if obstacles:
        _obstacles[name] = obstacles
    if after:
        _after[name] = after


def obstacles(dialogue_id: int) -> list[Obstacle]:
    """All that must be done first; empty when the dialogue may close."""
    return [one for ask in _obstacles.values() for one in ask(dialogue_id)]


def follow(dialogue_id: int, *, by: Actor | None) -> None:
    """The dialogue's row says closed, and is written."""
    for act in _after.values():
        act(dialogue_id, by)


def reset_for_tests() -> tuple[dict[str, Any], dict[str, Any]]:
    """What is registered, for a test that puts in its own and lays it back."""
    return _obstacles, _after
