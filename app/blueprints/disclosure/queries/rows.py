"""What is written: the years of a firm, what has been verified of them, and the pools."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.disclosure.models import Disclosed, Pool, Verification
from app.blueprints.disclosure.terms import Datum
from app.core.db import db


def hold(organisation_ids: Collection[int]) -> None:
    """Whoever writes what these firms disclose waits here until this transaction ends.

    Two that change the same firm's figures at once would each write what it sees, and the later the less.
    """
    firms = func.unnest(sorted(organisation_ids)).alias("firm")
    db.session.execute(
        select(
            func.pg_advisory_xact_lock(func.hashtextextended("disclosure.years", literal_column("firm")))
        ).select_from(firms)
    )


def years_with_rows(organisation_ids: Collection[int], years: Collection[int]) -> dict[tuple[int, int], Disclosed]:
    """By (firm, year) the rows that there are."""
    query = select(Disclosed).where(Disclosed.organisation_id.in_(organisation_ids), Disclosed.year.in_(years))
    found = db.session.scalars(query, execution_options={"populate_existing": True})
    return {(row.organisation_id, row.year): row for row in found}


def live_verifications(keys: Collection[tuple[int, int]]) -> list[Verification]:
    """What has been verified of these (firm, year) and has not been ended, alone until the transaction ends."""
    query = (
        select(Verification)
        .where(tuple_(Verification.organisation_id, Verification.year).in_(list(keys)), Verification.ended_at.is_(None))
        .order_by(Verification.id)
        .with_for_update()
    )
    return list(db.session.scalars(query, execution_options={"populate_existing": True}))


def live_verification(organisation_id: int, year: int, datum: Datum, by_organisation_id: int) -> Verification | None:
    """The one by this organisation, alone until the transaction ends."""
    query = select(Verification).where(
        Verification.organisation_id == organisation_id,
        Verification.year == year,
        Verification.datum == datum,
        Verification.by_organisation_id == by_organisation_id,
        Verification.ended_at.is_(None),
    )
    return db.session.scalars(query.with_for_update()).one_or_none()


def resting_on(organisation_id: int, evidence_id: int) -> list[Verification]:
    """What this piece of evidence stands behind, alone until the transaction ends."""
    query = (
        select(Verification)
        .where(
            Verification.organisation_id == organisation_id,
            Verification.evidence_id == evidence_id,
            Verification.ended_at.is_(None),
        )
        .order_by(Verification.id)
        .with_for_update()
    )
    return list(db.session.scalars(query, execution_options={"populate_existing": True}))


def soon_over(organisation_ids: Collection[int], first: date, last: date) -> list[Verification]:
    """What expires between two days and nobody has been told of."""
    query = (
        select(Verification)
        .where(
            Verification.organisation_id.in_(organisation_ids),
            Verification.ended_at.is_(None),
            Verification.told_on.is_(None),
            Verification.expires_on.between(first, last),
        )
        .order_by(Verification.id)
        .with_for_update()
    )
    return list(db.session.scalars(query))


def receivers_without_pool(organisation_ids: Collection[int], year: int) -> list[int]:
    """Which of these have no pool of this year."""
    query = select(Pool.receiver_id).where(Pool.receiver_id.in_(organisation_ids), Pool.year == year)
    return sorted(set(organisation_ids) - set(db.session.scalars(query)))


def pool_of(receiver_id: int, year: int) -> Pool | None:
    return db.session.scalars(select(Pool).where(Pool.receiver_id == receiver_id, Pool.year == year)).one_or_none()


def issue(values: dict[str, Any]) -> bool:
    """The pool, unless there is one of that year: issued once, also when two workers come at the same moment."""
    query = (
        insert(Pool)
        .values(**values)
        .on_conflict_do_nothing(index_elements=[Pool.receiver_id, Pool.year])
        .returning(Pool.id)
    )
    return db.session.scalars(query).one_or_none() is not None
