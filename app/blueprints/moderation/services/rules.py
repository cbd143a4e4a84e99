"""The rules that everybody can read, of the house and of each space, written by the ministry's moderators.

Every version stays, with what was changed and why. A room above says what its scopes are called (`register_scope`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation.models import Rules
from app.blueprints.moderation.queries import rules as queries
from app.blueprints.screening.services import find_identity_numbers
from app.core.db import db
from app.core.errors import Refused, StaleVersion
from app.core.i18n import LOCALES
from app.core.localized import Localized
from app.core.text import to_html

HOUSE = "house"
MOST_CHARACTERS = 20_000
MOST_WHY = 500


@dataclass(frozen=True, slots=True)
class ScopeShown:
    """What the rules are for: its name in the reader's language (`lang` is the name's own) and its page."""

    name: str
    lang: str
    url: str


Describe = Callable[[Any, int, str], ScopeShown | None]
_scopes: dict[str, Describe] = {}


def register_scope(kind: str, describe: Describe) -> None:
    """A room above names its scopes: `describe(actor, id, locale)` gives one that the actor may see, else None."""
    _scopes[kind] = describe


def describe_scope(kind: str, scope_id: int, actor: Any, locale: str) -> ScopeShown | None:
    """What "space:12" is, if it is there and the actor may see it."""
    describe = _scopes.get(kind)
    return describe(actor, scope_id, locale) if describe else None


def rules_in_force(scope: str) -> Rules | None:
    """The newest version of the rules of a `scope` ("house", "space:12"); None where none were ever written."""
    return queries.newest(scope)


def write_rules(scope: str, texts: Localized, *, why: str, based_on: int, by: Actor) -> Rules:
    """A new version, if `based_on` (0: none yet) is still the newest; all three languages, nobody's identity number."""
    before = queries.newest(scope)
    if (before.version if before else 0) != based_on:
        raise _stale(before)
    _check(texts, why)
    made = Rules(scope=scope, version=based_on + 1, texts=texts, why=why.strip(), by_id=by.person_id)
    if not queries.add(made):  # somebody was first, in the moment since it was read
        raise _stale(queries.newest(scope))
    record("moderation.rules_written", subject=made, by=by, scope=scope, version=made.version)
    return made


def _check(texts: Localized, why: str) -> None:
    for locale in LOCALES:
        text = texts.get(locale, "").strip()
        if not text:
            raise Refused("rules_in_all_languages", field=locale)
        if find_identity_numbers(text):
            raise Refused("rules_with_identity_number", field=locale)
        to_html(text, MOST_CHARACTERS)  # refuses what cannot be read safely
    if not why.strip():
        raise Refused("rules_why_is_missing", field="why")
    if find_identity_numbers(why):
        raise Refused("rules_with_identity_number", field="why")


def _stale(before: Rules | None) -> StaleVersion:
    who, when = queries.written_by(before) if before else (None, None)
    db.session.expire_all()
    return StaleVersion(who, when)
