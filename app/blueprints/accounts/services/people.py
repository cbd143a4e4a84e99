"""People come, introduce themselves, and leave.

Signing up does the same work whether or not the address is known here: it notes a link and defers a job. What differs,
differs in the worker, and only who reads the mail learns of it.
"""

from app.blueprints.accounts.models import Person, Token
from app.blueprints.accounts.queries import people as queries
from app.blueprints.accounts.queries import second_factor as codes
from app.blueprints.accounts.queries import sessions
from app.blueprints.accounts.rules.passwords import weakness
from app.blueprints.accounts.services import links, memberships, throttles
from app.blueprints.accounts.services.mails import send_mail
from app.blueprints.accounts.services.passwords import hash_password
from app.blueprints.accounts.services.silence import refuse_silenced
from app.blueprints.accounts.terms import Actor, ProfileDraft, Purpose, ReadingDraft, SignUpDraft
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import Base, db, unit_of_work
from app.core.errors import Conflict, Refused, StaleVersion
from app.core.i18n import LOCALES
from app.core.jobs import defer, job


def refuse_weak(password: str, *context: str, field: str = "password") -> None:
    """Raise `Refused` at `field` when the password is one that somebody would guess."""
    if code := weakness(password, context=context):
        raise Refused(code, field=field)


def sign_up(draft: SignUpDraft, *, network: str) -> None:
    """Take down who wants an account; the mail to the address says how to go on."""
    refuse_weak(draft.password, draft.name, draft.email)
    doors = (("mail", draft.email), ("mail-address", network))
    throttles.check(("mail-address", network))
    quiet = throttles.remaining([("mail", draft.email)])
    throttles.count(*doors)
    data = {"name": draft.name, "email": draft.email, "password": hash_password(draft.password), "locale": draft.locale}
    row = links.note(Purpose.CONFIRM_ADDRESS, data=data)
    if not quiet:
        defer("accounts.answer_sign_up", token_id=row.id)


@job("accounts.answer_sign_up")
def answer_sign_up(*, token_id: int) -> None:
    """Send the link to a new address; tell a known one that it has an account already."""
    with unit_of_work():
        row = queries.find_token_by_id(token_id)
        if row is None or not links.waiting(row):
            return
        email, key = str(row.data["email"]), f"accounts.sign_up:{row.id}"
        known = queries.find_person_by_email(email)
        if known is not None and known.email_confirmed_at is not None:
            links.spend(row)
            send_mail(email, locale=known.locale, template="address_already_known", key=key, name=known.name)
        else:
            name, locale = str(row.data["name"]), str(row.data["locale"])
            token = links.arm(row)
            send_mail(email, locale=locale, template="confirm_address", key=key, name=name, token=token)


def ask_to_confirm(person: Person) -> None:
    """Send a link to somebody who has an account and a right password, but never confirmed the address."""
    row = links.note(Purpose.CONFIRM_ADDRESS, person_id=person.id, data={"email": person.email, "name": person.name})
    defer("accounts.answer_unconfirmed", token_id=row.id)


@job("accounts.answer_unconfirmed")
def answer_unconfirmed(*, token_id: int) -> None:
    with unit_of_work():
        row = queries.find_token_by_id(token_id)
        if row is None or row.person_id is None or not links.waiting(row):
            return
        person = queries.get_person(row.person_id)
        token, key = links.arm(row), f"accounts.sign_up:{row.id}"
        send_mail(
            str(person.email), locale=person.locale, template="confirm_address", key=key, name=person.name, token=token
        )


def confirm_address(row: Token) -> Person:
    """The holder of the mail says yes: the account is there from now on, with what *this* link carried."""
    person_id, data = row.person_id, dict(row.data)
    person = queries.get_person(person_id) if person_id else queries.find_person_by_email(str(data["email"]))
    if person is not None and person.email_confirmed_at is not None:
        raise links.BadLink("link_used", row.purpose)
    links.spend(row)
    if person is None:
        person = Person(email=data["email"], name=data["name"], password_hash=data["password"], locale=data["locale"])
        person.reads = reads_at_first(person.locale)
        db.session.add(person)
    elif person_id is None:  # made on the command line, and signed up for meanwhile
        person.name, person.password_hash, person.locale = data["name"], data["password"], data["locale"]
    person.email_confirmed_at = now()
    record("accounts.person_confirmed", subject=person, by=person)
    return person


def create_person(draft: SignUpDraft, *, confirmed: bool, by: Base | None = None) -> Person:
    """An account made by the one who runs the site. `Conflict` when the address has one."""
    refuse_weak(draft.password, draft.name, draft.email)
    if queries.find_person_by_email(draft.email) is not None:
        raise Conflict("address_taken")
    person = Person(
        email=draft.email,
        name=draft.name,
        password_hash=hash_password(draft.password),
        locale=draft.locale,
        reads=reads_at_first(draft.locale),
        email_confirmed_at=now() if confirmed else None,
    )
    db.session.add(person)
    record("accounts.person_created", subject=person, by=by)
    return person


def change_profile(person: Person, draft: ProfileDraft, *, by: object) -> Person:
    """Name, and language of the pages."""
    if person.version != draft.version:
        raise StaleVersion(person.name)
    if draft.name != person.name and isinstance(by, Actor):
        refuse_silenced(by)  # it stands beside all that she has written
    person.name, person.locale = draft.name, draft.locale
    record("accounts.profile_changed", subject=person, by=by)
    return person


def reads_at_first(locale: str) -> list[str]:
    """Until she says otherwise: whoever wants pages in Norwegian reads English too; the other way round is rarer."""
    return ["en"] if locale == "en" else list(LOCALES)


def change_reading(person: Person, draft: ReadingDraft, *, by: object) -> Person:
    """Which languages she reads as they were written, and what is done with the others."""
    if person.version != draft.version:
        raise StaleVersion(person.name)
    if not draft.reads:
        raise Refused("reads_nothing", field="reads")
    person.reads = [code for code in LOCALES if code in draft.reads]
    person.translate, person.sees_machine = draft.translate, draft.sees_machine
    record("accounts.reading_changed", subject=person, by=by)
    return person


def close_account(person: Person, *, by: object) -> None:
    """Nothing remains that says who this was; what was written here stays, by number.

    `Conflict("last_owner")` while somebody else must be made owner first.
    """
    memberships.leave_all(person, by=by)
    moment = now()
    for role in queries.platform_roles(person.id):
        grant = queries.find_grant(person.id, role)
        db.session.delete(grant)
        record("accounts.platform_role_revoked", subject=person, by=by, role=role.value)
    codes.delete_recovery_codes(person.id)
    sessions.end_sessions(person.id, at=moment)
    sessions.forget_devices(person.id)
    queries.end_tokens(person.id, list(Purpose), at=moment)
    record("accounts.account_closed", subject=person, by=by)
    person.name, person.email, person.password_hash = f"Person {person.id}", None, None
    person.totp_secret = person.totp_confirmed_at = person.totp_last_step = None
    person.email_confirmed_at = None
    person.closed_at = moment
