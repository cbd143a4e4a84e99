"""Things that have words to be translated: rooms above register their kinds here."""

from collections.abc import Iterable

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


def held(kind: str, subject_id: int) -> Words | None:
    """The same, and the thing stays so until this transaction ends."""
    if found := _kinds.get(kind):
        found.hold(subject_id)
    return words(kind, subject_id)


def url(kind: str, subject_id: int) -> str:
    """The thing's own page."""
    return _kinds[kind].url(subject_id)


def words_of_all(things: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Words]:
    """The words of many things, whatever their kinds: one question a kind. What is gone is left out."""
    wanted: dict[str, list[int]] = {}
    for kind, subject_id in things:
        wanted.setdefault(kind, []).append(subject_id)
    return {
        (kind, number): words
        for kind, numbers in wanted.items()
        if kind in _kinds
        for number, words in _kinds[kind].describe(numbers).items()
    }
