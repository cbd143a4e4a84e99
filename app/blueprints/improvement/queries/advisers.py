"""Who outside a firm may read its plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.improvement.models import Adviser
from app.blueprints.improvement.terms import Advice
from app.core.clock import today
from app.core.db import db


@dataclass(frozen=True, slots=True)
class AdviserLine:
    """One whom the firm has invited: `name` is known when the invitation has been accepted."""

    id: int
    name: str | None
    email: str
    until: date
    invited_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class AdvisedPlan:
    """A firm whose plan the actor may read as an adviser."""

    adviser_id: int
    organisation_id: int
    organisation: str
    until: date


def advice_on(organisation_id: int) -> Advice | None:
    """What lets the actor of this transaction read this firm's plan from outside today, if anything."""
    query = select(Adviser.id, Adviser.person_id, Adviser.organisation_id, Adviser.until).where(
        Adviser.organisation_id == organisation_id,
        Adviser.person_id == func.app_person(),
        Adviser.ended_at.is_(None),
        Adviser.until >= today(),
    )
    row = db.session.execute(query).one_or_none()
    return Advice(*row) if row else None


def advised_by(person_id: int) -> list[AdvisedPlan]:
    """The plans that this person may read as an adviser today, by the firms' names."""
    query = (
        select(Adviser.id, Organisation.id, Organisation.name, Adviser.until)
        .join(Organisation, Organisation.id == Adviser.organisation_id)
        .where(Adviser.person_id == person_id, Adviser.ended_at.is_(None), Adviser.until >= today())
        .order_by(Organisation.sort_key, Organisation.name, Adviser.id)
    )
    return [AdvisedPlan(*row) for row in db.session.execute(query)]


def advisers(organisation_id: int) -> list[AdviserLine]:
    """All whom the firm has let in or invited, the newest first."""
    query = (
        select(
            Adviser.id, Person.name, Adviser.email, Adviser.until,
            Adviser.created_at, Adviser.accepted_at, Adviser.ended_at,
        )
        .outerjoin(Person, Person.id == Adviser.person_id)
        .where(Adviser.organisation_id == organisation_id)
        .order_by(Adviser.id.desc())
    )  # fmt: skip
    return [AdviserLine(*row) for row in db.session.execute(query)]


def get_adviser(adviser_id: int) -> Adviser:
    return db.session.scalars(select(Adviser).where(Adviser.id == adviser_id)).one()


def open_invitations_to(organisation_id: int, email: str) -> Sequence[Adviser]:
    """Invitations to this address that nobody has accepted yet."""
    query = select(Adviser).where(
        Adviser.organisation_id == organisation_id,
        Adviser.email == email,
        Adviser.accepted_at.is_(None),
        Adviser.ended_at.is_(None),
    )
    return db.session.scalars(query).all()


def is_adviser(organisation_id: int, *, person_id: int | None = None, email: str = "") -> bool:
    """Does the firm let in this person, or whoever accepted at this address, today?"""
    whom = Adviser.person_id == person_id if person_id is not None else Adviser.email == email
    query = select(Adviser.id).where(
        Adviser.organisation_id == organisation_id,
        whom,
        Adviser.accepted_at.is_not(None),
        Adviser.ended_at.is_(None),
        Adviser.until >= today(),
    )
    return db.session.scalar(query.limit(1)) is not None


def count_invited_since(organisation_id: int, moment: datetime) -> int:
    query = select(func.count()).where(Adviser.organisation_id == organisation_id, Adviser.created_at >= moment)
    return db.session.scalar(query) or 0


def find_advice_invitation(organisation_id: int, token_hash: bytes) -> Adviser | None:
    query = select(Adviser).where(Adviser.organisation_id == organisation_id, Adviser.token_hash == token_hash)
    return db.session.scalar(query)


def take_advice_invitation(adviser_id: int, person_id: int, *, at: datetime) -> bool:
    """Accept it, once: False when somebody was first, or the firm has taken it back."""
    query = (
        update(Adviser)
        .where(Adviser.id == adviser_id, Adviser.accepted_at.is_(None), Adviser.ended_at.is_(None))
        .values(person_id=person_id, accepted_at=at)
        .returning(Adviser.id)
    )
    return db.session.scalar(query.execution_options(synchronize_session="fetch")) is not None


def end_old_advice(organisation_id: int, person_id: int, *, at: datetime) -> None:
    """What this person was once let in by, and which has run out, makes room for a new invitation."""
    query = update(Adviser).where(
        Adviser.organisation_id == organisation_id,
        Adviser.person_id == person_id,
        Adviser.ended_at.is_(None),
        Adviser.until < today(),
    )
    db.session.execute(query.values(ended_at=at))
