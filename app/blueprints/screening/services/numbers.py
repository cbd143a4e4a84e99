"""Identity numbers stop a text, but for those that a person has looked at and found to be something else.

Somebody whose text is stopped may say that the number is an account or a serial number. It is kept sealed until a
moderator has decided; afterwards only a keyed hash is left. What is asked, looked at, decided and used is in the
journal, by the row's id and never by the number.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.screening.models.numbers import Number
from app.blueprints.screening.queries import numbers as queries
from app.blueprints.screening.rules.identity_numbers import identity_numbers_in
from app.blueprints.screening.terms.findings import Span
from app.blueprints.screening.terms.numbers import NumberDraft, NumberState
from app.core import sealing
from app.core.clock import now
from app.core.db import current_context, db
from app.core.errors import Conflict, Refused

SEALED_AS = "a number that a person looks at"
HASHED_AS = "a number that a person has looked at"
_askers: list[Callable[[Number, Actor], None]] = []


def on_asked(tell: Callable[[Number, Actor], None]) -> None:
    """A room above is told of a number that somebody is to look at, in the transaction in which that was asked."""
    if tell not in _askers:
        _askers.append(tell)


def find_identity_numbers(text: str) -> list[Span]:
    """Where `text` holds an identity number that nobody has let through: what stops it.

    The database is asked only when something was found, and only for somebody who is signed in.
    """
    found = identity_numbers_in(text)
    if not found:
        return []
    allowed = let_through(digits for _, digits in found)
    return [span for span, digits in found if digits not in allowed]


def refuse_identity_numbers(**texts: str) -> None:
    """`Refused`, at the first field whose text holds an identity number that stops it: nothing of it is stored."""
    for field, text in texts.items():
        if find_identity_numbers(text):
            raise Refused("identity_number_in_text", field=field)


def let_through(numbers: Iterable[str]) -> frozenset[str]:
    """Those of these numbers (11 digits) that whoever writes may write; that one was used is in the journal."""
    who = current_context()
    if who.person_id is None and not who.organisation_ids:
        return frozenset()
    by_hash = {_hash(number): number for number in numbers}
    known = queries.let_through(by_hash)
    for number_id in known.values():
        _used(number_id)
    return frozenset(by_hash[hashed] for hashed in known)


def ask(draft: NumberDraft, *, by: Actor) -> Number:
    """Keep the number, sealed, until a person has looked at it; those are told who have asked to be (`on_asked`)."""
    if draft.organisation_id is not None and not by.belongs_to(draft.organisation_id):
        raise Refused("organisation_is_not_yours", field="organisation_id")
    found = identity_numbers_in(draft.number)
    if len(found) != 1:
        raise Refused("number_is_not_one" if found else "number_is_not_stopped", field="number")
    if identity_numbers_in(draft.why):
        raise Refused("number_is_repeated", field="why")
    ((_, digits),) = found
    if digits in let_through([digits]):
        raise Refused("number_is_let_through", field="number")
    hashed = _hash(digits)
    if queries.waits(by.person_id, draft.organisation_id, hashed):
        raise Refused("number_waits", field="number")
    number = Number(
        person_id=by.person_id,
        organisation_id=draft.organisation_id,
        hash=hashed,
        sealed=sealing.seal(digits, purpose=SEALED_AS),
        what=draft.what,
        why=draft.why,
        lang=draft.lang,
        state=NumberState.WAITING,
    )
    db.session.add(number)
    record(
        "screening.number_asked",
        subject=number,
        by=by,
        organisation_id=draft.organisation_id,
        what_it_is=draft.what.value,
    )
    for tell in _askers:
        tell(number, by)
    return number


def look(number: Number, *, by: Actor) -> str:
    """The number itself, for the moderator who decides; that she looked is in the journal."""
    if number.sealed is None:
        raise Conflict("number_is_forgotten")
    record("screening.number_looked_at", subject=number, by=by, organisation_id=number.organisation_id)
    return sealing.unseal(number.sealed, purpose=SEALED_AS)


def allow(number_id: int) -> None:
    """Those of the organisation may write it from now on; what was sealed is gone."""
    number = queries.get_number_for_change(number_id)
    if number.state is not NumberState.ALLOWED:
        number.state, number.reason, number.decided_at, number.sealed = NumberState.ALLOWED, None, now(), None
        record("screening.number_allowed", subject=number, organisation_id=number.organisation_id)


def refuse(number_id: int, *, reason_code: str, at: datetime) -> None:
    """It stays stopped. What was sealed stays as long as the decision can be undone (`forget`)."""
    number = queries.get_number_for_change(number_id)
    if number.state is not NumberState.REFUSED:
        number.state, number.reason, number.decided_at = NumberState.REFUSED, reason_code, at
        record("screening.number_refused", subject=number, organisation_id=number.organisation_id, reason=reason_code)


def take_back(number_id: int) -> None:
    """A refusal is undone: it waits again while it can be read, and is let through once it cannot."""
    number = queries.get_number_for_change(number_id)
    if number.state is not NumberState.REFUSED:
        return
    if number.sealed is None:
        allow(number_id)
        return
    number.state, number.reason, number.decided_at = NumberState.WAITING, None, None
    record("screening.number_waits_again", subject=number, organisation_id=number.organisation_id)


def forget(number_id: int) -> None:
    """Take away what was sealed, once it is decided."""
    number = queries.get_number_for_change(number_id)
    if number.state is not NumberState.WAITING:
        number.sealed = None


def _hash(number: str) -> str:
    return sealing.keyed(number, purpose=HASHED_AS)


def _used(number_id: int) -> None:
    """Once a transaction: a text is looked through more than once on its way."""
    what = "screening.number_used"
    session = db.session()
    gathered = session.info.get("journal", [])
    if session.info.get("read_only") or any(e["what"] == what and e["subject_id"] == number_id for e in gathered):
        return
    record(what, subject=("screening_number", number_id))
