"""What the addresses of translations name: a text of some kind, or a translation with its text.

What is hidden or withdrawn is not there, in any version and by any address; a moderator alone finds it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import abort, request

from app.blueprints.bilingual.queries.work import get_translation, not_there
from app.blueprints.bilingual.services import sources
from app.blueprints.bilingual.terms.presenting import Words
from app.blueprints.bilingual.terms.translations import Work
from app.core.access import actor


def get_words(subject_id: int) -> Words:
    """The text that `/<kind>/<subject_id>` names."""
    return _found(str((request.view_args or {})["kind"]), subject_id)


def get_work(translation_id: int) -> Work:
    """The translation, with its original as it is now."""
    translation = get_translation(translation_id)
    return Work(translation, _found(translation.kind, translation.subject_id))


def _found(kind: str, subject_id: int) -> Words:
    handlers = sources.handlers(kind)
    words = handlers.describe([subject_id]).get(subject_id) if handlers else None
    if handlers is None or words is None or not (words.visible or actor().is_moderator):
        not_there()
    if not handlers.may_read(actor(), subject_id):
        not_there()
    return words


def signed_in_first(load: Callable[[int], Any]) -> Callable[[int], Any]:
    """401 before anything is looked up: a number tells a stranger nothing, and a lost session keeps the text."""

    @wraps(load)
    def loader(number: int) -> Any:
        if not actor().is_authenticated:
            abort(401)
        return load(number)

    return loader
