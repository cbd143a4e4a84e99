"""The second factor: an app that shows codes, and ten codes on paper for the day the phone is gone."""

from dataclasses import dataclass

import pyotp

from app.blueprints.accounts.models import Person, Session
from app.blueprints.accounts.queries import people
from app.blueprints.accounts.queries import second_factor as queries
from app.blueprints.accounts.rules import codes
from app.blueprints.accounts.services import throttles
from app.blueprints.accounts.services.sessions import renew
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.errors import Conflict, Refused
from app.core.sealing import is_rehearsal, seal, unseal

ISSUER = "Samhandel"


@dataclass(frozen=True, slots=True)
class CurrentCode:
    """What a demo shows instead of a phone."""

    name: str
    email: str
    code: str


def prepare(person: Person, *, by: object) -> None:
    """A secret for the app, which counts for nothing until a code has shown that the app holds it."""
    if person.totp_confirmed_at is not None:
        raise Conflict("second_factor_is_on")
    person.totp_secret = _seal(codes.new_secret())
    person.totp_last_step = None
    record("accounts.second_factor_prepared", subject=person, by=by)


def secret_of(person: Person) -> str | None:
    """The secret, to be shown while the app is being set up."""
    return unseal(person.totp_secret, purpose="second factor") if person.totp_secret else None


def address_of(person: Person, secret: str) -> str:
    """The `otpauth:` address that the square picture holds."""
    return pyotp.TOTP(secret, interval=codes.STEP).provisioning_uri(name=str(person.email), issuer_name=ISSUER)


def switch_on(person: Person, session: Session, code: str, *, by: object) -> tuple[str, list[str]]:
    """The app's first right code: from now on it is asked for. Gives the session's new token and the recovery codes."""
    secret = secret_of(person)
    if secret is None or person.totp_confirmed_at is not None:
        raise Conflict("second_factor_is_on" if secret else "second_factor_not_prepared")
    throttles.check(("code", str(person.id)))
    _prove(person, secret, code, recovery=False)
    person.totp_confirmed_at = now()
    record("accounts.second_factor_on", subject=person, by=by)
    fresh = renew_recovery_codes(person, by=by)
    return _strengthen(session), fresh


def pass_with(person: Person, session: Session, code: str) -> str:
    """A right code, from the app or from the paper, each good once. Gives the session's new token."""
    secret = secret_of(person)
    if secret is None or person.totp_confirmed_at is None:
        raise Conflict("second_factor_not_prepared")
    throttles.check(("code", str(person.id)))
    _prove(person, secret, code, recovery=True)
    throttles.forget(("code", str(person.id)))
    return _strengthen(session)


def switch_off(person: Person, *, by: object) -> None:
    """Only for those who need not have it."""
    if queries.is_compulsory(person.id):
        raise Conflict("second_factor_is_compulsory")
    person.totp_secret = person.totp_confirmed_at = person.totp_last_step = None
    queries.delete_recovery_codes(person.id)
    record("accounts.second_factor_off", subject=person, by=by)


def renew_recovery_codes(person: Person, *, by: object) -> list[str]:
    """Ten new codes; the earlier ones are void. They are shown now and never again."""
    fresh = [codes.new_recovery_code() for _ in range(codes.RECOVERY_CODES)]
    queries.replace_recovery_codes(person.id, [codes.hash_recovery_code(code) for code in fresh])
    record("accounts.recovery_codes_renewed", subject=person, by=by)
    return fresh


def set_up(person: Person, *, secret: str | None = None, by: object = None) -> None:
    """A second factor that is on at once: for demo people, whose codes the mail catcher shows."""
    refuse_outside_demo()
    person.totp_secret, person.totp_confirmed_at = _seal(secret or codes.new_secret()), now()
    record("accounts.second_factor_on", subject=person, by=by)


def current_codes() -> list[CurrentCode]:
    """A code that works now for everybody with a second factor; only in a demo or in development."""
    refuse_outside_demo()
    return [
        CurrentCode(person.name, str(person.email), current_code(person))
        for person in people.people_with_second_factor()
    ]


def current_code(person: Person) -> str:
    """A code that works now; the next one when this half-minute's has been used."""
    refuse_outside_demo()
    secret = secret_of(person)
    if secret is None:
        raise Conflict("second_factor_not_prepared")
    step = int(now().timestamp()) // codes.STEP
    if person.totp_last_step is not None and step <= person.totp_last_step:
        step = min(person.totp_last_step, step) + 1
    return pyotp.TOTP(secret, interval=codes.STEP).generate_otp(step)


def refuse_outside_demo() -> None:
    if not is_rehearsal():
        raise Conflict("only_in_demo")


def _prove(person: Person, secret: str, code: str, *, recovery: bool) -> None:
    step = codes.matching_step(secret, code, now())
    if step is not None and queries.claim_step(person.id, step):
        return
    if recovery and queries.claim_recovery_code(person.id, codes.hash_recovery_code(code), at=now()):
        record("accounts.recovery_code_used", subject=person, by=person, left=queries.count_recovery_codes(person.id))
        return
    throttles.count_failure(("code", str(person.id)))
    raise Refused("code_used" if step is not None else "code_wrong", field="code")


def _strengthen(session: Session) -> str:
    session.second_factor_at = session.stepped_up_at = now()
    return renew(session)


def _seal(secret: str) -> bytes:
    return seal(secret, purpose="second factor")
