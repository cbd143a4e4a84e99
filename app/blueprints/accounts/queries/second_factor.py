"""The second factor in the database: every code is good once, also when two come at the same instant."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, exists, func, insert, or_, select, update

from app.blueprints.accounts.models import Membership, Organisation, Person, PlatformGrant, RecoveryCode
from app.blueprints.accounts.terms import Kind
from app.core.db import db


def claim_step(person_id: int, step: int) -> bool:
    """Take a time step, compare and swap in one statement; False when it, or a later one, was taken already."""
    query = (
        update(Person)
        .where(Person.id == person_id, or_(Person.totp_last_step.is_(None), Person.totp_last_step < step))
        .values(totp_last_step=step)
    )
    done = db.session.execute(query.execution_options(synchronize_session=False))
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


def claim_recovery_code(person_id: int, code_hash: bytes, *, at: datetime) -> bool:
    """Use up a recovery code; False when it is not one of this person's, or used."""
    query = (
        update(RecoveryCode)
        .where(RecoveryCode.person_id == person_id, RecoveryCode.code_hash == code_hash, RecoveryCode.used_at.is_(None))
        .values(used_at=at)
    )
    done = db.session.execute(query.execution_options(synchronize_session=False))
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]


def replace_recovery_codes(person_id: int, hashes: Sequence[bytes]) -> None:
    delete_recovery_codes(person_id)
    db.session.execute(insert(RecoveryCode), [{"person_id": person_id, "code_hash": code_hash} for code_hash in hashes])


def delete_recovery_codes(person_id: int) -> None:
    db.session.execute(
        delete(RecoveryCode).where(RecoveryCode.person_id == person_id).execution_options(synchronize_session=False)
    )


def count_recovery_codes(person_id: int) -> int:
    """How many are left."""
    query = select(func.count()).select_from(RecoveryCode)
    return db.session.scalar(query.where(RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None))) or 0


def is_compulsory(person_id: int) -> bool:
    """For moderators, administrators, and whoever acts for a buyer or a ministry."""
    granted = exists().where(PlatformGrant.person_id == person_id)
    acting = exists().where(
        Membership.person_id == person_id,
        Membership.ended_at.is_(None),
        Membership.organisation_id == Organisation.id,
        Organisation.kind.in_([Kind.BUYER, Kind.MINISTRY]),
    )
    return bool(db.session.scalar(select(or_(granted, acting))))
