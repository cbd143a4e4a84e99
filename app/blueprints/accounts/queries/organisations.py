"""Organisations and who acts for them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.blueprints.accounts.models import Claim, Invitation, Membership, Organisation, Person
from app.blueprints.accounts.models.organisations import NORWAY
from app.blueprints.accounts.rules.names import sort_key
from app.blueprints.accounts.terms import ClaimKind, ClaimState, Kind, RegisterState, Role
from app.core.db import db


def get_organisation(organisation_id: int) -> Organisation:
    """The organisation with this number of ours, or NoResultFound."""
    return db.session.scalars(select(Organisation).where(Organisation.id == organisation_id)).one()


def lock_organisation(organisation_id: int) -> Organisation:
    """As `get_organisation`, read anew and alone until the transaction ends; rows that refer to it may still come."""
    query = select(Organisation).where(Organisation.id == organisation_id).with_for_update(key_share=True)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def add_unless_there(row: Organisation | Claim) -> bool:
    """Insert the row; False when a unique key has it already, also when somebody else is just putting it there."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


def find_organisation(scheme: str, number: str) -> Organisation | None:
    return db.session.scalar(select(Organisation).where(Organisation.scheme == scheme, Organisation.number == number))


def find_of_kind(kind: Kind, typed: str, limit: int = 20) -> Sequence[Row[Any]]:
    """Those of a kind with this number, or whose name holds what was typed: id, name, number, municipality."""
    query = (
        select(Organisation.id, Organisation.name, Organisation.number, Organisation.municipality)
        .where(Organisation.kind == kind, Organisation.deleted_on.is_(None))
        .order_by(Organisation.sort_key, Organisation.id)
        .limit(limit)
    )
    number, name = "".join(typed.split()), sort_key(typed)
    if number.isascii() and number.isdigit():
        return db.session.execute(query.where(Organisation.number == number)).all()
    if len(typed.strip()) < 2:
        return []
    return db.session.execute(query.where(Organisation.sort_key.contains(name, autoescape=True))).all()


def waiting_for_register(limit: int) -> Sequence[int]:
    """Organisations that the register could not be asked about when they came, longest waiting first."""
    query = select(Organisation.id).where(
        Organisation.register_state == RegisterState.PENDING, Organisation.scheme == NORWAY
    )
    return db.session.scalars(query.order_by(Organisation.created_at, Organisation.id).limit(limit)).all()


def checked_before(moment: datetime) -> Sequence[int]:
    """Norwegian organisations that the register was last asked about before `moment`."""
    query = select(Organisation.id).where(
        Organisation.scheme == NORWAY,
        or_(Organisation.register_checked_at.is_(None), Organisation.register_checked_at < moment),
    )
    return db.session.scalars(query.order_by(Organisation.id)).all()


# Memberships


def get_membership(membership_id: int) -> Membership:
    """A membership that has not ended."""
    return db.session.scalars(
        select(Membership).where(Membership.id == membership_id, Membership.ended_at.is_(None))
    ).one()


def find_membership(person_id: int, organisation_id: int) -> Membership | None:
    """The pair's row, also when it has ended."""
    query = select(Membership).where(Membership.person_id == person_id, Membership.organisation_id == organisation_id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def memberships_of(person_id: int) -> Sequence[Membership]:
    query = select(Membership).where(Membership.person_id == person_id, Membership.ended_at.is_(None))
    return db.session.scalars(query.order_by(Membership.organisation_id)).all()


def members(organisation_id: int) -> Sequence[Row[Any]]:
    """Who acts for it, owners first: membership_id, person_id, name, email, role, since."""
    query = (
        select(
            Membership.id.label("membership_id"),
            Person.id.label("person_id"),
            Person.name,
            Person.email,
            Membership.role,
            Membership.created_at.label("since"),
        )
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organisation_id == organisation_id, Membership.ended_at.is_(None), Person.closed_at.is_(None))
        .order_by(
            Membership.role != Role.OWNER,
            Membership.role != Role.EDITOR,
            Membership.role == Role.WORKER,
            Membership.created_at,
            Membership.id,
        )
    )
    return db.session.execute(query).all()


def owners(organisation_id: int) -> Sequence[Person]:
    """Open accounts that own it, the longest first."""
    query = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role == Role.OWNER,
            Membership.ended_at.is_(None),
            Person.closed_at.is_(None),
        )
        .order_by(Membership.created_at, Membership.id)
    )
    return db.session.scalars(query).all()


def editors(organisation_id: int) -> Sequence[int]:
    """Numbers of those who may change things for it today: owners and editors whose accounts are open."""
    return people_with(organisation_id, Role.OWNER, Role.EDITOR)


def people_with(organisation_id: int, *roles: Role) -> Sequence[int]:
    """Numbers of those who have one of these roles in it today, and whose accounts are open."""
    query = (
        select(Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role.in_(roles),
            Membership.ended_at.is_(None),
            Person.closed_at.is_(None),
        )
        .order_by(Person.id)
    )
    return db.session.scalars(query).all()


def organisations_after(number: int, most: int) -> Sequence[int]:
    """Numbers of organisations above `number`, the lowest first."""
    query = select(Organisation.id).where(Organisation.id > number).order_by(Organisation.id).limit(most)
    return db.session.scalars(query).all()


def is_member_by_email(organisation_id: int, email: str) -> bool:
    query = (
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.organisation_id == organisation_id, Membership.ended_at.is_(None), Person.email == email)
    )
    return db.session.scalar(query) is not None


def get_person(person_id: int) -> Person:
    """Also one whose account has been closed: what she asked for may still be answered."""
    return db.session.scalars(select(Person).where(Person.id == person_id)).one()


# Invitations


def _is_open(moment: datetime) -> tuple[Any, ...]:
    return (Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None), Invitation.expires_at > moment)


def get_invitation(invitation_id: int) -> Invitation:
    return db.session.scalars(select(Invitation).where(Invitation.id == invitation_id)).one()


def find_invitation(token_hash: bytes) -> Invitation | None:
    return db.session.scalar(select(Invitation).where(Invitation.token_hash == token_hash))


def open_invitations(organisation_id: int, *, at: datetime) -> Sequence[Row[Any]]:
    """Not yet answered: id, email, role, expires_at, created_at, invited_by_name."""
    query = (
        select(
            Invitation.id,
            Invitation.email,
            Invitation.role,
            Invitation.expires_at,
            Invitation.created_at,
            Person.name.label("invited_by_name"),
        )
        .outerjoin(Person, Person.id == Invitation.invited_by)
        .where(Invitation.organisation_id == organisation_id, *_is_open(at))
        .order_by(Invitation.created_at, Invitation.id)
    )
    return db.session.execute(query).all()


def open_invitations_to(organisation_id: int, email: str, *, at: datetime) -> Sequence[Invitation]:
    query = select(Invitation).where(
        Invitation.organisation_id == organisation_id, Invitation.email == email, *_is_open(at)
    )
    return db.session.scalars(query).all()


def invitations_for_address(email: str, *, at: datetime) -> Sequence[Row[Any]]:
    """What waits for the holder of a confirmed address: id, role, expires_at, organisation_id, organisation."""
    query = (
        select(
            Invitation.id,
            Invitation.role,
            Invitation.expires_at,
            Organisation.id.label("organisation_id"),
            Organisation.name.label("organisation"),
        )
        .join(Organisation, Organisation.id == Invitation.organisation_id)
        .where(Invitation.email == email, *_is_open(at))
        .order_by(Invitation.created_at, Invitation.id)
    )
    return db.session.execute(query).all()


def count_invitations_since(organisation_id: int, moment: datetime) -> int:
    query = select(func.count()).select_from(Invitation)
    return (
        db.session.scalar(query.where(Invitation.organisation_id == organisation_id, Invitation.created_at > moment))
        or 0
    )


def take_invitation(invitation_id: int, person_id: int, *, at: datetime) -> bool:
    """Mark it as accepted by this person; False when it was accepted, withdrawn or too old meanwhile."""
    query = (
        update(Invitation)
        .where(Invitation.id == invitation_id, *_is_open(at))
        .values(accepted_at=at, accepted_by=person_id)
    )
    result = db.session.execute(query.execution_options(synchronize_session=False))
    return bool(result.rowcount == 1)  # type: ignore[attr-defined]


# Claims


def get_claim(claim_id: int) -> Claim:
    return db.session.scalars(select(Claim).where(Claim.id == claim_id)).one()


def lock_claim(claim_id: int) -> Claim:
    query = select(Claim).where(Claim.id == claim_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def find_open_claim(organisation_id: int, person_id: int) -> Claim | None:
    query = select(Claim).where(
        Claim.organisation_id == organisation_id, Claim.person_id == person_id, Claim.state == ClaimState.OPEN
    )
    return db.session.scalar(query)


def is_verification_open(organisation_id: int) -> bool:
    query = select(Claim.id).where(
        Claim.organisation_id == organisation_id, Claim.kind == ClaimKind.VERIFY, Claim.state == ClaimState.OPEN
    )
    return db.session.scalar(query.limit(1)) is not None


def open_claims(organisation_id: int, kind: ClaimKind) -> Sequence[Row[Any]]:
    """Claims on one organisation that wait: id, text, created_at, person_id, name, email."""
    query = (
        select(Claim.id, Claim.text, Claim.created_at, Person.id.label("person_id"), Person.name, Person.email)
        .join(Person, Person.id == Claim.person_id)
        .where(Claim.organisation_id == organisation_id, Claim.kind == kind, Claim.state == ClaimState.OPEN)
        .order_by(Claim.created_at, Claim.id)
    )
    return db.session.execute(query).all()


def claims_by(person_id: int) -> Sequence[Row[Any]]:
    """What a person has asked for and what came of it, newest first."""
    query = (
        select(
            Claim.id,
            Claim.kind,
            Claim.state,
            Claim.reason,
            Claim.created_at,
            Organisation.id.label("organisation_id"),
            Organisation.name.label("organisation"),
        )
        .join(Organisation, Organisation.id == Claim.organisation_id)
        .where(Claim.person_id == person_id)
        .order_by(Claim.created_at.desc(), Claim.id.desc())
        .limit(50)
    )  # fmt: skip
    return db.session.execute(query).all()


def claims_for_staff(limit: int = 200) -> Sequence[Row[Any]]:
    """What the ministry's staff have to decide, oldest first."""
    query = (
        select(
            Claim.id, Claim.kind, Claim.created_at, Organisation.id.label("organisation_id"), Organisation.name,
            Organisation.scheme, Organisation.number, Organisation.country, Organisation.check, Organisation.authority,
            Organisation.kind.label("organisation_kind"), Person.name.label("person"),
        )
        .join(Organisation, Organisation.id == Claim.organisation_id)
        .join(Person, Person.id == Claim.person_id)
        .where(Claim.kind.in_([ClaimKind.VERIFY, ClaimKind.CONTEST]), Claim.state == ClaimState.OPEN)
        .order_by(Claim.created_at, Claim.id)
        .limit(limit)
    )  # fmt: skip
    return db.session.execute(query).all()
