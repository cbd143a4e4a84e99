"""What a notice says, asked of the room that it comes from: what the reader may still see, in her language.

Between the entry and the reading a post may have been withdrawn, changed or translated. The notice keeps ids only; the
room that owns the thing says what is to be said of it now, or that it is gone.
"""

from collections.abc import Callable, Sequence
from typing import Any

Params = dict[str, Any]
Check = Callable[[Params, int | None], bool]
Words = Callable[[Sequence[Params], int, str], Sequence[Params | None]]
_checks: dict[str, Check] = {}
_words: dict[str, Words] = {}


def register_check(template: str, still_wanted: Check) -> None:
    """Ask `still_wanted(params, person_id)` when a mail of this template is handed over; False: it is dropped.

    It runs in a unit of work for that person.
    """
    _checks[template] = still_wanted


def register_words(kind: str, words: Words) -> None:
    """Ask `words([params, ...], person_id, locale)` when notices of this kind are read, all of a page at once.

    For each it gives the parameters that its template sees, or None for what is gone. A mail asks the same when it is
    handed over, and is dropped when the thing is gone.
    """
    _words[kind] = words


def is_still_wanted(template: str, params: Params, person_id: int | None) -> bool:
    check = _checks.get(template)
    return check is None or check(params, person_id)


def worded(items: Sequence[tuple[str, Params]], person_id: int, locale: str) -> list[Params | None]:
    """The parameters of these notices (kind, params) as they stand now, in order; None for what is gone."""
    now_said: list[Params | None] = [params for _, params in items]
    for kind in {kind for kind, _ in items} & _words.keys():
        places = [place for place, (other, _) in enumerate(items) if other == kind]
        said = _words[kind]([items[place][1] for place in places], person_id, locale)
        for place, params in zip(places, said, strict=True):
            now_said[place] = params
    return now_said
