"""Loaders for pages where one writes: whoever is not signed in is asked to sign in first, and so learns of nothing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort

from app.core.access import actor


def signed_in_first(load: Callable[[int], Any]) -> Callable[[int], Any]:
    """401 before anything is looked up: a number tells a stranger nothing, and a lost session keeps the text."""

    @wraps(load)
    def loader(number: int) -> Any:
        if not actor().is_authenticated:
            abort(401)
        return load(number)

    return loader
