"""The guards of the room: the hosts' people, once they have declared."""

from collections.abc import Callable
from typing import Any

from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.impartiality.services.doors import declared
from app.blueprints.involvement import policies
from app.core.access import View, guard, signed_in_first

opened = guard(policies.can_read_involvement, dialogue=declared(dialogue_shown))
made = guard(policies.can_make_report, dialogue=declared(signed_in_first(dialogue_shown)))
kept = guard(policies.can_keep_involvement, dialogue=declared(signed_in_first(dialogue_shown)))


def opened_of(name: str, load: Callable[[int], Any]) -> Callable[[View], View]:
    """`opened`, for something that belongs to the dialogue in the address."""
    return guard(policies.can_read_part, **{"dialogue": declared(dialogue_shown), name: load})  # type: ignore[arg-type]


def kept_of(name: str, load: Callable[[int], Any]) -> Callable[[View], View]:
    return guard(policies.can_keep_part, **{"dialogue": declared(signed_in_first(dialogue_shown)), name: load})  # type: ignore[arg-type]
