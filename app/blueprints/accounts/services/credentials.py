"""Passwords forgotten and changed, and addresses changed. The second factor stays whatever happens here."""

from app.blueprints.accounts.models import Person, Token
from app.blueprints.accounts.queries import people as queries
from app.blueprints.accounts.queries import sessions
from app.blueprints.accounts.services import links, organisations, throttles
from app.blueprints.accounts.services.mails import send_mail
from app.blueprints.accounts.services.passwords import hash_password, verify_password
from app.blueprints.accounts.services.people import refuse_weak
from app.blueprints.accounts.terms import Purpose
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import unit_of_work
from app.core.errors import Refused
from app.core.jobs import defer, job


def ask_for_reset(email: str, *, network: str) -> None:
    """Note that somebody forgot a password. The same work, and the same answer, for every address."""
    throttles.check(("mail-address", network))
    quiet = throttles.remaining([("mail", email)])
    throttles.count(("mail", email), ("mail-address", network))
    row = links.note(Purpose.RESET_PASSWORD, data={"email": email})
    if not quiet:
        defer("accounts.answer_reset", token_id=row.id)


@job("accounts.answer_reset")
def answer_reset(*, token_id: int) -> None:
    """Send the link if the address has an account; otherwise nothing."""
    with unit_of_work():
        row = queries.find_token_by_id(token_id)
        if row is None or not links.waiting(row):
            return
        person = queries.find_person_by_email(str(row.data["email"]))
        if person is None:
            links.spend(row)
            return
        queries.end_tokens(person.id, [Purpose.RESET_PASSWORD], at=now())
        row.person_id, row.data = person.id, {}
        token, key = links.arm(row), f"accounts.reset:{row.id}"
        send_mail(
            str(person.email), locale=person.locale, template="reset_password", key=key, name=person.name, token=token
        )


def reset_password(row: Token, password: str) -> Person:
    """A new password by the link in the mail. Every session ends; the address is confirmed by having been reached."""
    person = queries.lock_person(row.person_id or 0)
    refuse_weak(password, person.name, str(person.email))
    links.spend(row)
    queries.end_tokens(person.id, [Purpose.RESET_PASSWORD, Purpose.CHANGE_ADDRESS], at=now())
    person.password_hash = hash_password(password)
    person.email_confirmed_at = person.email_confirmed_at or now()
    sessions.end_sessions(person.id, at=now())
    record("accounts.password_reset", subject=person, by=person)
    tell_of_password(person, row.id)
    return person


def change_password(person: Person, old: str, new: str, *, session_id: int, network: str, by: object) -> int:
    """A new password for somebody who knows the old one; her other sessions end. How many those were."""
    doors = throttles.sign_in_doors(str(person.email), network)
    throttles.check(*doors)
    if not verify_password(person.password_hash, old):
        throttles.count_failure(*doors)
        raise Refused("password_wrong", field="old_password")
    refuse_weak(new, person.name, str(person.email), field="new_password")
    person.password_hash = hash_password(new)
    queries.end_tokens(person.id, [Purpose.RESET_PASSWORD], at=now())
    ended = sessions.end_sessions(person.id, at=now(), but=session_id)
    record("accounts.password_changed", subject=person, by=by)
    tell_of_password(person, f"{session_id}:{person.version}")
    return ended


def tell_of_password(person: Person, mark: object) -> None:
    key = f"accounts.password_changed:{person.id}:{mark}"
    send_mail(str(person.email), locale=person.locale, template="password_changed", key=key, name=person.name)


def ask_for_new_address(person: Person, email: str, *, network: str) -> None:
    """Send a link to the new address. Nothing changes before it is used; nothing tells whether the address is known."""
    doors = (("mail", email), ("mail-address", network))
    throttles.check(*doors)
    throttles.count(*doors)
    queries.end_tokens(person.id, [Purpose.CHANGE_ADDRESS], at=now())
    row = links.note(Purpose.CHANGE_ADDRESS, person_id=person.id, data={"email": email})
    defer("accounts.answer_new_address", token_id=row.id)


@job("accounts.answer_new_address")
def answer_new_address(*, token_id: int) -> None:
    with unit_of_work():
        row = queries.find_token_by_id(token_id)
        if row is None or row.person_id is None or not links.waiting(row):
            return
        email, key = str(row.data["email"]), f"accounts.new_address:{row.id}"
        person = queries.get_person(row.person_id)
        known = queries.find_person_by_email(email)
        if known is not None:
            links.spend(row)
            send_mail(email, locale=known.locale, template="address_already_known", key=key, name=known.name)
        else:
            token = links.arm(row)
            send_mail(email, locale=person.locale, template="new_address", key=key, name=person.name, token=token)


def change_address(row: Token, *, by: object) -> Person:
    """The new address has been reached, by the person herself signed in: it is hers, and the old one is told."""
    email = str(row.data["email"])
    person = queries.lock_person(row.person_id or 0)
    if queries.find_person_by_email(email) is not None:
        raise links.BadLink("link_used", row.purpose)
    links.spend(row)
    old, person.email = str(person.email), email
    person.email_confirmed_at = now()
    queries.end_tokens(person.id, [Purpose.RESET_PASSWORD], at=now())
    record("accounts.address_changed", subject=person, by=by)
    organisations.raise_authority_of(person)
    send_mail(
        old,
        locale=person.locale,
        template="address_changed",
        key=f"accounts.address_changed:{row.id}",
        name=person.name,
    )
    return person
