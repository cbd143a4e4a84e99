"""Where one goes from a dialogue's page: each room that takes something, or keeps something for a firm, says so.

What a room must know for it, it adds to the page's one statement of facts (`queries.facts.add`): no way costs another.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.blueprints.dialogues.policies import speaking_for
from app.blueprints.dialogues.rules.deadlines import why_not_taken
from app.blueprints.dialogues.terms.process import OpenTo
from app.core.clock import now


class Place(StrEnum):
    """`BAND`: the buttons at the top. `OWN`: what a firm has here of its own, beside the dialogue."""

    BAND = "band"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Way:
    """`path` behind the language. `note`: a few words beside it. `waits`: something is expected of the reader."""

    key: str
    label: str
    path: str
    note: str = ""
    waits: bool = False


Found = Mapping[str, Sequence[Any]]
Build = Callable[[Any, Any, Found], Sequence[Way]]
_ways: dict[str, tuple[Place, int, Build]] = {}


def register(place: Place, position: int, build: Build) -> None:
    """`build(actor, dialogue's row, facts by what they are) -> ways`, none for whom it does nothing. No statement."""
    _ways[f"{build.__module__}.{build.__qualname__}"] = (place, position, build)


def ways(place: Place, actor: Any, dialogue: Any, found: Found) -> list[Way]:
    """In the order of their positions; those that this reader has."""
    chosen = sorted(((position, build) for where, position, build in _ways.values() if where is place),
                    key=lambda pair: pair[0])  # fmt: skip
    return [way for _, build in chosen for way in build(actor, dialogue, found)]


def takes_from(actor: Any, dialogue: Any, found: Found) -> bool:
    """Whether a button that leads to asking or answering does something for this reader now.

    Somebody whom we do not know yet is led to sign in. Others need a firm for which they write, that is invited where
    only the invited are taken.
    """
    if why_not_taken(dialogue, now()) is not None:
        return False
    if not actor.is_authenticated or actor.dormant:
        return True
    invited = {int(row.code) for row in found.get("invited", ())}
    firms = {member.organisation_id for member in speaking_for(actor, dialogue)}
    return actor.silenced_until is None and bool(firms & invited if dialogue.open_to == OpenTo.INVITED else firms)
