"""What no text may hold, as a room above has said: screening finds identity numbers."""

from collections.abc import Callable, Sequence
from typing import Any

from app.core.errors import Refused

Find = Callable[[str], Sequence[Any]]
_finders: list[Find] = []


def register_text_check(find_identity_numbers: Find) -> None:
    """`find_identity_numbers(text)` gives the places in a text that stop it."""
    if find_identity_numbers not in _finders:
        _finders.append(find_identity_numbers)


def holds_identity_number(text: str) -> bool:
    """Whether something in the text stops it."""
    return any(find(text) for find in _finders)


def refuse_identity_numbers(text: str, *, field: str) -> None:
    """An identity number stops the text: it must not be stored, not even as a draft."""
    if holds_identity_number(text):
        raise Refused("identity_number_in_text", field=field)
