"""What is asked of the database about people, their links and their waits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Membership, Organisation, Person, PlatformGrant, Throttle, Token
from app.blueprints.accounts.terms import PlatformRole, Purpose, Role
from app.core.db import db


def find_person_by_email(email: str) -> Person | None:
    """The open account behind an address in its normal form."""
    return db.session.scalar(select(Person).where(Person.email == email, Person.closed_at.is_(None)))


def get_person(person_id: int) -> Person:
    """An open account; NoResultFound when it is closed or never was."""
    return db.session.scalars(select(Person).where(Person.id == person_id, Person.closed_at.is_(None))).one()


def lock_person(person_id: int) -> Person:
    """As `get_person`, alone until the transaction ends."""
    query = select(Person).where(Person.id == person_id, Person.closed_at.is_(None)).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def platform_roles(person_id: int) -> list[PlatformRole]:
    query = select(PlatformGrant.role).where(PlatformGrant.person_id == person_id).order_by(PlatformGrant.role)
    return list(db.session.scalars(query))


def find_grant(person_id: int, role: PlatformRole) -> PlatformGrant | None:
    return db.session.scalar(
        select(PlatformGrant).where(PlatformGrant.person_id == person_id, PlatformGrant.role == role)
    )


def people_with_second_factor() -> Sequence[Person]:
    """Everybody who has one, by address: only a demo asks."""
    query = select(Person).where(Person.totp_confirmed_at.is_not(None), Person.closed_at.is_(None))
    return db.session.scalars(query.order_by(Person.email, Person.id)).all()


def set_restrictions(person_id: int, **until: datetime | None) -> None:
    """`silenced_until` and `suspended_until`, past the version of the profile that she may have open in a form."""
    query = update(Person).where(Person.id == person_id).values(**until)
    db.session.execute(query.execution_options(synchronize_session="fetch"))


def sole_owner_of(person_id: int) -> list[str]:
    """Names of the organisations that would stand without an owner if this one's powers slept."""
    others = aliased(Membership)
    another = (
        select(others.id)
        .join(Person, Person.id == others.person_id)
        .where(
            others.organisation_id == Membership.organisation_id,
            others.person_id != person_id,
            others.role == Role.OWNER,
            others.ended_at.is_(None),
            Person.closed_at.is_(None),
        )
        .exists()
    )
    query = (
        select(Organisation.name)
        .join(Membership, Membership.organisation_id == Organisation.id)
        .where(
            Membership.person_id == person_id,
            Membership.role == Role.OWNER,
            Membership.ended_at.is_(None),
            ~another,
        )
        .order_by(Organisation.sort_key, Organisation.id)
    )
    return list(db.session.scalars(query))


# Links


def find_token(token_hash: bytes) -> Token | None:
    return db.session.scalar(select(Token).where(Token.token_hash == token_hash))


def find_token_by_id(token_id: int) -> Token | None:
    return db.session.get(Token, token_id)


def spend_token(token_id: int, *, at: datetime) -> bool:
    """Mark a link as used and forget what it carried; False when somebody was first."""
    query = update(Token).where(Token.id == token_id, Token.used_at.is_(None)).values(used_at=at, data={})
    done = db.session.execute(query.execution_options(synchronize_session=False))
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


def end_tokens(person_id: int, purposes: Sequence[Purpose], *, at: datetime) -> None:
    """Links of these purposes that this person has not used open nothing any more."""
    query = update(Token).where(Token.person_id == person_id, Token.purpose.in_(purposes), Token.used_at.is_(None))
    db.session.execute(query.values(used_at=at, data={}).execution_options(synchronize_session=False))


def forget_expired_links(*, before: datetime) -> None:
    """What links carried that nobody used in time: addresses, names, hashed passwords."""
    query = update(Token).where(Token.expires_at < before, Token.data != {})
    db.session.execute(query.values(data={}).execution_options(synchronize_session=False))


def delete_old_tokens(*, before: datetime) -> None:
    db.session.execute(delete(Token).where(Token.expires_at < before))


# Waits


def longest_wait(keys: Sequence[str]) -> datetime | None:
    return db.session.scalar(select(func.max(Throttle.wait_until)).where(Throttle.key.in_(keys)))


def count_failure(key: str, *, at: datetime, forget_before: datetime) -> int:
    """One more failure behind this key, counted by the database itself; how many there are of late."""
    fresh = insert(Throttle).values(key=key, failures=1, last_at=at)
    query = fresh.on_conflict_do_update(
        index_elements=[Throttle.key],
        set_={"failures": case((Throttle.last_at < forget_before, 1), else_=Throttle.failures + 1), "last_at": at},
    ).returning(Throttle.failures)
    return db.session.execute(query).scalar_one()


def close_door(key: str, *, until: datetime) -> None:
    query = update(Throttle).where(Throttle.key == key).values(wait_until=until)
    db.session.execute(query.execution_options(synchronize_session=False))


def forget_doors(keys: Sequence[str]) -> None:
    db.session.execute(delete(Throttle).where(Throttle.key.in_(keys)).execution_options(synchronize_session=False))


def delete_old_throttles(*, before: datetime) -> None:
    query = delete(Throttle).where(Throttle.last_at < before, func.coalesce(Throttle.wait_until, before) <= before)
    db.session.execute(query.execution_options(synchronize_session=False))
