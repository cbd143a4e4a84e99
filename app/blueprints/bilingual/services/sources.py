"""Things that have words to be translated: rooms above register their kinds here."""

from app.blueprints.bilingual.terms.presenting import Handlers, Words

_kinds: dict[str, Handlers] = {}


def register(kind: str, handlers: Handlers) -> None:
    """A room above says how a kind of its things ("post") is asked about."""
    _kinds[kind] = handlers


def handlers(kind: str) -> Handlers | None:
    return _kinds.get(kind)


def words(kind: str, subject_id: int) -> Words | None:
    """The thing's words as they are now; None when it is gone, or nobody registered its kind."""
    found = _kinds.get(kind)
    return found.describe([subject_id]).get(subject_id) if found else None
