"""The guards of the room: the hosts' people, once they have declared. To others a draft is not there."""

from collections.abc import Callable
from typing import Any

from app.blueprints.dialogues.queries import dialogue_shown
from app.blueprints.impartiality.services.doors import declared
from app.blueprints.involvement import policies
from app.core.access import View, guard, signed_in_first

opened = guard(policies.can_read_involvement, conceal=True, dialogue=declared(dialogue_shown))
made = guard(policies.can_make_report, conceal=True, dialogue=declared(signed_in_first(dialogue_shown)))
kept = guard(policies.can_keep_involvement, conceal=True, dialogue=declared(signed_in_first(dialogue_shown)))


def opened_of(name: str, load: Callable[[int], Any]) -> Callable[[View], View]:
    """`opened`, for something that belongs to the dialogue in the address."""
    loaders = {"dialogue": declared(dialogue_shown), name: load}
    return guard(policies.can_read_part, conceal=True, **loaders)


def kept_of(name: str, load: Callable[[int], Any]) -> Callable[[View], View]:
    loaders = {"dialogue": declared(signed_in_first(dialogue_shown)), name: load}
    return guard(policies.can_keep_part, conceal=True, **loaders)
