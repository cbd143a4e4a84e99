"""Ties that the service can see: between one person and those who take part in a dialogue.

The business register's roles are not among them: this service never keeps who holds a role there. What it does know is
who works, or has worked, with a firm here, mail addresses, and names that are alike.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, case, func, literal, null, select, union_all
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Membership, Organisation, Person
from app.blueprints.accounts.terms import Role
from app.blueprints.impartiality.terms import TieKind
from app.blueprints.parity.models import Participant
from app.core.db import db

MOST = 20
_STRENGTH = tuple(TieKind)


def likely(dialogue_id: int, person_id: int, *, name: str, domain: str) -> list[Row[Any]]:
    """organisation_id, organisation, kind (`TieKind`) and ended_at (of a former membership): the strongest per firm."""
    own = (
        select(
            Participant.organisation_id,
            case(
                (Membership.ended_at.is_not(None), TieKind.FORMER_MEMBER.value),
                (Membership.role == Role.WORKER, TieKind.WORKER.value),
                else_=TieKind.MEMBER.value,
            ).label("kind"),
            Membership.ended_at,
        )
        .join(Membership, Membership.organisation_id == Participant.organisation_id)
        .where(Participant.dialogue_id == dialogue_id, Membership.person_id == person_id)
    )
    same_domain = (
        select(Participant.organisation_id, literal(TieKind.SAME_DOMAIN.value), null())
        .join(Organisation, Organisation.id == Participant.organisation_id)
        .where(Participant.dialogue_id == dialogue_id, Organisation.mail_domain == domain, literal(domain) != "")
    )
    theirs, namesake = aliased(Membership), aliased(Person)
    same_name = (
        select(Participant.organisation_id, literal(TieKind.NAMESAKE.value), null())
        .join(theirs, and_(theirs.organisation_id == Participant.organisation_id, theirs.ended_at.is_(None)))
        .join(namesake, namesake.id == theirs.person_id)
        .where(
            Participant.dialogue_id == dialogue_id, namesake.id != person_id, namesake.closed_at.is_(None),
            func.lower(namesake.name) == name.strip().lower(),
        )
    )  # fmt: skip
    found = union_all(own, same_domain, same_name).subquery()
    rows = db.session.execute(
        select(found.c.organisation_id, Organisation.name.label("organisation"), found.c.kind, found.c.ended_at).join(
            Organisation, Organisation.id == found.c.organisation_id
        )
    )
    strongest: dict[int, Row[Any]] = {}
    for row in sorted(rows, key=lambda row: _STRENGTH.index(TieKind(row.kind))):
        strongest.setdefault(row.organisation_id, row)
    return list(strongest.values())[:MOST]


def names_of_organisations(ids: Sequence[int]) -> dict[int, str]:
    if not ids:
        return {}
    rows = db.session.execute(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    return {row.id: row.name for row in rows}
