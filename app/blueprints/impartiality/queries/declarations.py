"""Declarations: one's own, and who has declared and been refused, for the lead."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, func, select

from app.blueprints.accounts.models import Membership, Organisation, Person
from app.blueprints.accounts.terms import Role
from app.blueprints.impartiality.models import Declaration, Refusal
from app.core.db import db
from app.core.pages import LENGTH


def current(dialogue_id: int, person_id: int) -> Declaration | None:
    query = select(Declaration).where(
        Declaration.dialogue_id == dialogue_id, Declaration.person_id == person_id, Declaration.current.is_(True)
    )
    return db.session.scalars(query, execution_options={"populate_existing": True}).one_or_none()


def get_declaration(declaration_id: int) -> Declaration:
    return db.session.scalars(select(Declaration).where(Declaration.id == declaration_id)).one()


def people(dialogue_id: int, host_ids: Sequence[int], after: int | None = None) -> Sequence[Row[Any]]:
    """Those who work for the hosts, each once, with what they have declared; one more than a page holds.

    person_id, person, organisation, declaration_id, stance, participants_version, ties, note, declared_at,
    ruled_out_at, ruled_out_why.
    """
    working = (
        select(Membership.person_id, func.min(Membership.organisation_id).label("organisation_id"))
        .where(
            Membership.organisation_id.in_(list(host_ids)), Membership.ended_at.is_(None),
            Membership.role != Role.WORKER, Membership.person_id > (after or 0),
        )
        .group_by(Membership.person_id)
        .order_by(Membership.person_id)
        .limit(LENGTH + 1)
        .subquery()
    )  # fmt: skip
    query = (
        select(
            Person.id.label("person_id"), Person.name.label("person"), Organisation.name.label("organisation"),
            Declaration.id.label("declaration_id"), Declaration.stance, Declaration.participants_version,
            Declaration.ties, Declaration.note, Declaration.created_at.label("declared_at"), Declaration.ruled_out_at,
            Declaration.ruled_out_why,
        )
        .select_from(working)
        .join(Person, Person.id == working.c.person_id)
        .join(Organisation, Organisation.id == working.c.organisation_id)
        .outerjoin(
            Declaration,
            and_(
                Declaration.dialogue_id == dialogue_id, Declaration.person_id == Person.id,
                Declaration.current.is_(True),
            ),
        )
        .order_by(Person.id)
    )  # fmt: skip
    return db.session.execute(query).all()


def refusals(dialogue_id: int) -> Sequence[Row[Any]]:
    """The latest: person, why, times, last_at."""
    query = (
        select(Refusal.id, Person.name.label("person"), Refusal.why, Refusal.times, Refusal.last_at)
        .join(Person, Person.id == Refusal.person_id)
        .where(Refusal.dialogue_id == dialogue_id)
        .order_by(Refusal.last_at.desc(), Refusal.id.desc())
        .limit(LENGTH)
    )
    return db.session.execute(query).all()
