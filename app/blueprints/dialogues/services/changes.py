"""What is changed in a dialogue after publication is information to the market: told to the rooms above.

changes.register(on_change); each is called in the transaction of the change.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.blueprints.accounts.terms import Actor


@dataclass(frozen=True, slots=True)
class Change:
    """`part`: texts, need, plan, purchase, reach, codes, hosts, notice or announced. `number` is the dialogue's version
    that it made: one change, one number. `title` says what was changed, in `lang`, as it stands now; `path` where.
    """

    dialogue_id: int
    part: str
    number: int
    title: str
    lang: str
    at: datetime
    path: str


Hear = Callable[[Change, "Actor | None"], None]
_heard_by: dict[str, Hear] = {}


def register(hear: Hear) -> None:
    """`hear(change, by)` is called for every change that everybody can see from now on."""
    _heard_by[f"{hear.__module__}.{hear.__qualname__}"] = hear


def tell(change: Change, *, by: Actor | None) -> None:
    for hear in _heard_by.values():
        hear(change, by)
