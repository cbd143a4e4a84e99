"""Signing in and out. A session is a row: ending the row ends it, in every tab, at the next request."""

import logging
import secrets
from dataclasses import dataclass

from app.blueprints.accounts.models import Person, Session
from app.blueprints.accounts.queries import people as queries
from app.blueprints.accounts.queries import sessions
from app.blueprints.accounts.queries.actor import find_actor
from app.blueprints.accounts.rules.addresses import device
from app.blueprints.accounts.rules.links import hash_token
from app.blueprints.accounts.rules.sessions import LASTS, is_worth_noting
from app.blueprints.accounts.services import throttles
from app.blueprints.accounts.services.passwords import hash_password, is_outdated, verify_password
from app.blueprints.accounts.services.people import ask_to_confirm
from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import aside, db
from app.core.errors import Refused

log = logging.getLogger("samhandel.accounts")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that has begun, with the token for its cookie. Without one, the address waits to be confirmed."""

    person: Person
    session: Session | None = None
    token: str = ""


def sign_in(email: str, password: str, *, network: str, user_agent: str) -> SignedIn:
    """Begin a session for whoever knows the password. `Refused` says nothing of whether the address is known."""
    doors = throttles.sign_in_doors(email, network)
    throttles.check(*doors)
    person = queries.find_person_by_email(email)
    if not verify_password(person.password_hash if person else None, password) or person is None:
        throttles.count_failure(*doors)
        log.info("sign-in refused", extra={"person_id": person.id if person else None})
        raise Refused("sign_in_failed")
    throttles.forget(*doors[:2])
    if person.email_confirmed_at is None:
        ask_to_confirm(person)
        return SignedIn(person)
    if person.password_hash and is_outdated(person.password_hash):
        person.password_hash = hash_password(password)
    return begin(person, user_agent=user_agent)


def begin(person: Person, *, user_agent: str) -> SignedIn:
    """A fresh session with a fresh token. The password has just been given, so nothing grave asks for it at once."""
    token = secrets.token_urlsafe(32)
    moment = now()
    session = Session(
        person_id=person.id,
        token_hash=hash_token(token),
        device=device(user_agent),
        seen_at=moment,
        expires_at=moment + LASTS,
        stepped_up_at=None if person.totp_confirmed_at else moment,
    )
    db.session.add(session)
    db.session.flush()
    log.info("signed in", extra={"person_id": person.id})
    return SignedIn(person, session, token)


def resume(token: str) -> Actor | None:
    """Who is behind this request. That she was there is noted now and then, aside from what the request does."""
    who = find_actor(token)
    if who is not None and who.seen_at is not None and is_worth_noting(who.seen_at, now()):
        session_id = who.session_id
        aside(lambda: sessions.note_presence(session_id, at=now()))
    return who


def renew(session: Session) -> str:
    """A new token for the same session: whoever knew the old one is out. Done when the session gains power."""
    token = secrets.token_urlsafe(32)
    session.token_hash = hash_token(token)
    session.seen_at = now()
    db.session.flush()  # the new token is looked up in this same request, past the ORM
    return token


def prove_password(person: Person, session: Session, password: str, *, network: str) -> str:
    """The password once more, before something grave. Gives the session's new token."""
    doors = throttles.sign_in_doors(str(person.email), network)
    throttles.check(*doors)
    if not verify_password(person.password_hash, password):
        throttles.count_failure(*doors)
        raise Refused("password_wrong", field="password")
    throttles.forget(*doors[:2])
    session.stepped_up_at = now()
    return renew(session)


def end(session: Session, *, by: object) -> None:
    """This session is over."""
    if session.ended_at is None:
        session.ended_at = now()
        record("accounts.session_ended", subject=session, by=by)


def end_others(person_id: int, *, but: int, by: object) -> int:
    """Every other session of this person is over; how many there were."""
    ended = sessions.end_sessions(person_id, at=now(), but=but)
    record("accounts.other_sessions_ended", subject=("accounts_person", person_id), by=by, count=ended)
    return ended
