"""People and organisations for tests: plain functions that commit."""

import itertools
import secrets
from datetime import timedelta
from typing import Any

from app.blueprints.accounts.models import Membership, Organisation, Person, PlatformGrant, Session
from app.blueprints.accounts.queries.actor import find_actor, token_hash
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, PlatformRole, RegisterState, Role
from app.core.clock import now
from app.core.db import db

PASSWORD = "hest batteri stift"
_numbers = itertools.count(1)
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def organisation_number() -> str:
    """A number that begins with 31, as in Norway's synthetic test population, and passes the check digit."""
    while True:
        body = f"31{next(_numbers) * 7 % 1_000_000:06d}"
        rest = 11 - sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11
        if rest != 10:
            return body + str(rest % 11)


def organisation(kind: str = "supplier", *, verified: bool = True, **values: Any) -> Organisation:
    number = values.pop("number", None) or organisation_number()
    made = Organisation(
        **{
            "number": number,
            "name": f"Prøvefirma {number}",
            "kind": Kind(kind),
            "check": Check.VERIFIED if verified else Check.MATCHED,
            "authority": Authority.STAFF if verified else Authority.UNPROVEN,
            "register_state": RegisterState.FOUND,
        }
        | values
    )
    db.session.add(made)
    db.session.commit()
    return made


def person(
    name: str = "Kari Prøve",
    *,
    email: str | None = None,
    locale: str = "nb",
    platform: tuple[str, ...] = (),
    organisations: dict[Organisation, str] | None = None,
    confirmed: bool = True,
    **values: Any,
) -> Person:
    made = Person(
        name=name,
        email=email or f"person{next(_numbers)}@prove.example",
        locale=locale,
        email_confirmed_at=now() if confirmed else None,
        **values,
    )
    db.session.add(made)
    db.session.flush()
    for role in platform:
        db.session.add(PlatformGrant(person_id=made.id, role=PlatformRole(role)))
    for firm, role in (organisations or {}).items():
        db.session.add(Membership(person_id=made.id, organisation_id=firm.id, role=Role(role)))
    db.session.commit()
    return made


def member(firm: Organisation, role: str = "owner", **values: Any) -> Person:
    return person(organisations={firm: role}, **values)


def session_token(who: Person, *, second_factor: bool = True, stepped_up: bool = True) -> str:
    """A signed-in session of `who`; gives the token that her cookie would hold."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        Session(
            person_id=who.id,
            token_hash=token_hash(token),
            seen_at=now(),
            expires_at=now() + timedelta(hours=8),
            second_factor_at=now() if second_factor else None,
            stepped_up_at=now() if stepped_up else None,
        )
    )
    db.session.commit()
    return token


def actor(who: Person, **session: Any) -> Actor:
    """`who` as the services and policies see her."""
    found = find_actor(session_token(who, **session))
    assert found is not None
    return found
