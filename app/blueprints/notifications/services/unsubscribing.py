"""Stopping mail from the mail itself, without signing in (RFC 8058): the token says whose and what."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.blueprints.notifications import messages
from app.blueprints.notifications.rules import tokens
from app.blueprints.notifications.services.rhythms import never
from app.blueprints.notifications.terms import FOLLOWING
from app.core.db import Context, db, set_context

Stop = Callable[[int, int], None]
Describe = Callable[[int, str], str | None]
_stops: dict[str, tuple[Stop, Describe]] = {}


def nameless(_thing_id: int, _locale: str) -> str | None:
    return None


def register_unsubscriber(kind: str, stop: Stop, describe: Describe = nameless) -> None:
    """For mails `about` "kind:17": `stop(person_id, 17)` ends the following, in the request and for that person.

    It may be called twice. `describe(17, locale)` names the thing on the page that asks; None: it has no name to show.
    """
    _stops[kind] = (stop, describe)


def unsubscribe_token(person_id: int, about: str) -> str:
    return tokens.make(_keys(), person_id, about)


def stopped_by(token: str, locale: str) -> tuple[str, str | None] | None:
    """What the token stops: ("mail", None) for all, or ("thread", its name); None for a token that is not ours."""
    found = tokens.read(_keys(), token)
    if found is None:
        return None
    person_id, about = found
    one = tokens.kind_and_id(about)
    if one is None or one[0] not in _stops:
        return FOLLOWING, None
    with _as(person_id):
        return one[0], _stops[one[0]][1](one[1], locale)


def stop_mails(token: str) -> bool:
    """Stop what the token names; False for a token not ours. A kind that no room knows any more stops all such mail."""
    found = tokens.read(_keys(), token)
    if found is None:
        return False
    person_id, about = found
    one = tokens.kind_and_id(about)
    with _as(person_id):
        if one is not None and one[0] in _stops:
            _stops[one[0]][0](person_id, one[1])
        else:
            never(person_id)
    return True


def _keys() -> list[str]:
    settings = messages.settings()
    return [*reversed(settings.secret_key_fallbacks), settings.secret_key]


@contextmanager
def _as(person_id: int) -> Iterator[None]:
    """For these statements work for the person whose signed token this is, whoever may be signed in at that browser."""
    session = db.session()
    before = session.info.get("context") or Context()
    session.flush()
    set_context(Context(person_id=person_id))
    try:
        yield
        session.flush()
    except BaseException:
        session.info["context"] = before  # for the page that tells of the error, after the rollback
        raise
    set_context(before)
