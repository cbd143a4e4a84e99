"""Who is behind this request: one statement."""

import hashlib
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Membership, Organisation, Person, PlatformGrant, Session
from app.blueprints.accounts.rules.sessions import is_idle
from app.blueprints.accounts.terms import Actor, Authority, Check, Kind, MembershipFact, PlatformRole, Role
from app.core.clock import now
from app.core.db import db


def token_hash(token: str) -> bytes:
    """What is stored of a token: its SHA-256, so that the table opens nothing."""
    return hashlib.sha256(token.encode()).digest()


# Built once: building it costs more than running it, and every page of a signed-in reader asks it.
_grants = func.array(select(PlatformGrant.role).where(PlatformGrant.person_id == Person.id).scalar_subquery())
_member, _firm = aliased(Membership), aliased(Organisation)
_BY_TOKEN = (
    select(
        Session.id.label("session_id"), Session.seen_at, Session.second_factor_at, Session.stepped_up_at,
        Person.id, Person.name, Person.email, Person.locale, Person.reads, Person.translate,
        Person.sees_machine, Person.totp_confirmed_at, Person.unread, Person.silenced_until, Person.suspended_until,
        _grants.label("grants"),
        _firm.id.label("organisation_id"), _firm.name.label("organisation"), _firm.kind, _firm.check, _firm.authority,
        _member.role,
    )
    .join(Person, Person.id == Session.person_id)
    .outerjoin(_member, and_(_member.person_id == Person.id, _member.ended_at.is_(None)))
    .outerjoin(_firm, _firm.id == _member.organisation_id)
    .where(
        Session.token_hash == bindparam("token_hash"),
        Session.ended_at.is_(None),
        Session.expires_at > bindparam("now"),
        Person.closed_at.is_(None),
    )
    .order_by(_member.created_at, _member.id)
)  # fmt: skip


def find_actor(token: str) -> Actor | None:
    """The person whose open session this token is, with every power that is awake; None when there is none.

    A session where nobody has been for too long is none.

    Powers that demand a second factor (a platform role, or acting for a buyer or a ministry) sleep until it has been
    given in this session; all of them do for whoever has chosen to have one. Those of somebody who is suspended sleep
    whatever she gives.
    """
    at = now()
    rows = db.session.connection().execute(_BY_TOKEN, {"token_hash": token_hash(token), "now": at}).all()
    if not rows or is_idle(rows[0].seen_at, at, staff=bool(rows[0].grants)):
        return None
    return _actor(rows, token, at)


def _actor(rows: Any, token: str, at: datetime) -> Actor:
    first = rows[0]
    passed = first.second_factor_at is not None
    every = [
        MembershipFact(
            row.organisation_id,
            row.organisation,
            Kind(row.kind),
            Role(row.role),
            Check(row.check),
            Authority(row.authority),
        )
        for row in rows
        if row.organisation_id is not None
    ]
    chosen = first.totp_confirmed_at is not None
    awake = [m for m in every if passed or not (chosen or m.kind in (Kind.BUYER, Kind.MINISTRY))]
    granted = frozenset(PlatformRole(role) for role in first.grants)
    silenced, suspended = _in_force(first.silenced_until, at), _in_force(first.suspended_until, at)
    return Actor(
        person_id=first.id,
        name=first.name,
        email=first.email or "",
        locale=first.locale,
        reads=tuple(first.reads),
        session_id=first.session_id,
        session_token=token,
        # Who is suspended has no powers, and may still say where she works that there is danger.
        memberships=() if suspended else tuple(m for m in awake if m.role is not Role.WORKER),
        workplaces=tuple(m for m in awake if suspended or m.role is Role.WORKER),
        platform=granted if passed and not suspended else frozenset(),
        has_second_factor=chosen,
        second_factor=passed,
        dormant=not passed and (chosen or bool(granted) or len(awake) < len(every)),
        stepped_up_at=first.stepped_up_at,
        seen_at=first.seen_at,
        unread=first.unread,
        translate=first.translate,
        sees_machine=first.sees_machine,
        silenced_until=silenced,
        suspended_until=suspended,
    )


def _in_force(until: datetime | None, at: datetime) -> datetime | None:
    """A measure that holds now; one whose time has come to an end is none."""
    return until if until is not None and until > at else None
