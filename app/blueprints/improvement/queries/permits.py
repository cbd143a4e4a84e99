"""One function a question about who may open a piece of evidence, and who has."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.accounts.terms import Check
from app.blueprints.improvement.models import Evidence, Opening, Permit
from app.blueprints.improvement.queries.evidence import get_evidence
from app.blueprints.improvement.terms import EvidenceState
from app.core.clock import today
from app.core.db import db
from app.core.pages import LENGTH, Page, cut


@dataclass(frozen=True, slots=True)
class Opened:
    """A piece of evidence as somebody reaches for it, with the organisations that may open it on `day`."""

    evidence: Evidence
    receivers: frozenset[int]

    @property
    def organisation_id(self) -> int:
        return self.evidence.organisation_id

    @property
    def state(self) -> EvidenceState:
        return self.evidence.state


def _lives(day: date) -> tuple[ColumnElement[bool], ...]:
    return (Permit.withdrawn_at.is_(None), or_(Permit.until.is_(None), Permit.until >= day))


def get_opened(evidence_id: int) -> Opened:
    """The evidence, and who may open it today."""
    return Opened(get_evidence(evidence_id), receivers_of(evidence_id, today()))


def receivers_of(evidence_id: int, day: date) -> frozenset[int]:
    """Organisations on whose behalf the person of this transaction may open it on `day`.

    By a live permit for all of the receiver's people, or for her; and the receiver is verified and still there.
    """
    query = (
        select(Permit.receiver_id)
        .join(Organisation, Organisation.id == Permit.receiver_id)
        .where(
            Permit.evidence_id == evidence_id,
            *_lives(day),
            or_(Permit.person_id.is_(None), Permit.person_id == func.app_person()),
            Organisation.check == Check.VERIFIED,
            Organisation.deleted_on.is_(None),
        )
    )
    return frozenset(db.session.scalars(query))


def can_be_opened_by(evidence_id: int, receiver_id: int, day: date) -> bool:
    """Whether all of the organisation's people may open it on `day`: it is held, and a permit lives."""
    query = (
        select(Permit.id)
        .join(Evidence, and_(Evidence.id == Permit.evidence_id, Evidence.organisation_id == Permit.organisation_id))
        .where(
            Permit.evidence_id == evidence_id,
            Permit.receiver_id == receiver_id,
            Permit.person_id.is_(None),
            Evidence.state == EvidenceState.HELD,
            *_lives(day),
        )
    )
    return db.session.scalar(query.limit(1)) is not None


def permits_on(evidence_id: int, day: date) -> list[Row[Any]]:
    """Who may open it today: organisation, ground, until, given_at; and `person` where only one of its people may."""
    query = (
        select(
            Organisation.name.label("organisation"),
            Person.name.label("person"),
            Permit.ground,
            Permit.until,
            Permit.given_at,
        )
        .join(Organisation, Organisation.id == Permit.receiver_id)
        .outerjoin(Person, Person.id == Permit.person_id)
        .where(Permit.evidence_id == evidence_id, *_lives(day))
        .order_by(Organisation.name, Permit.id)
    )
    return list(db.session.execute(query))


def put_permits(rows: list[dict[str, Any]]) -> None:
    """Give permits; one that is there already on the same ground lives again, until its new day."""
    query = insert(Permit).values(rows)
    query = query.on_conflict_do_update(
        constraint="uq_improvement_permit_ground",
        set_={
            "until": query.excluded.until,
            "given_at": query.excluded.given_at,
            "given_by_id": query.excluded.given_by_id,
            "withdrawn_at": None,
        },
    )
    db.session.execute(query)


def withdraw_permits(
    organisation_id: int, ground: str, at: datetime, evidence_ids: Collection[int] | None
) -> Sequence[int]:
    """End the permits on this ground; gives the evidence that they were for."""
    query = update(Permit).where(
        Permit.organisation_id == organisation_id, Permit.ground == ground, Permit.withdrawn_at.is_(None)
    )
    if evidence_ids is not None:
        query = query.where(Permit.evidence_id.in_(evidence_ids))
    query = query.values(withdrawn_at=at).returning(Permit.evidence_id)
    return db.session.scalars(query, execution_options={"synchronize_session": False}).all()


def withdraw_permits_on(organisation_id: int, evidence_id: int, at: datetime) -> Sequence[str]:
    """End every permit on one piece of evidence; gives the grounds on which they were."""
    query = update(Permit).where(
        Permit.organisation_id == organisation_id, Permit.evidence_id == evidence_id, Permit.withdrawn_at.is_(None)
    )
    query = query.values(withdrawn_at=at).returning(Permit.ground)
    return db.session.scalars(query, execution_options={"synchronize_session": False}).all()


def opened_since(evidence_id: int, person_id: int, receiver_id: int, moment: datetime) -> bool:
    """Whether this person has opened it for this organisation after `moment`."""
    query = select(Opening.id).where(
        Opening.evidence_id == evidence_id,
        Opening.person_id == person_id,
        Opening.receiver_id == receiver_id,
        Opening.opened_at > moment,
    )
    return db.session.scalar(query.limit(1)) is not None


def openings_of(evidence_id: int, *, before: int | None = None, length: int = LENGTH) -> Page:
    """Everybody who opened it, newest first: id, opened_at, person, organisation, receiver_id."""
    query = (
        select(
            Opening.id,
            Opening.opened_at,
            Opening.receiver_id,
            Person.name.label("person"),
            Organisation.name.label("organisation"),
        )
        .join(Person, Person.id == Opening.person_id)
        .join(Organisation, Organisation.id == Opening.receiver_id)
        .where(Opening.evidence_id == evidence_id)
        .order_by(Opening.id.desc())
    )
    if before is not None:
        query = query.where(Opening.id < before)
    return cut(list(db.session.execute(query.limit(length + 1))), lambda row: row.id, length)
