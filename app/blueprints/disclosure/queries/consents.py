"""The firm's side: with whom it may share, with whom it does, and who has read."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, exists, func, select, update
from sqlalchemy.orm import aliased

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.accounts.queries import receivers as accounts
from app.blueprints.accounts.terms import Kind
from app.blueprints.disclosure.models import Consent, Reading
from app.blueprints.disclosure.terms import ConsentLine, ReadingLine
from app.core.db import db
from app.core.pages import LENGTH, Page, cut

RECEIVERS = (Kind.BUYER, Kind.INTEREST)


def get_consent(consent_id: int) -> Consent:
    return db.session.scalars(select(Consent).where(Consent.id == consent_id)).one()


def lock_consent(consent_id: int) -> Consent:
    """The consent, read anew, alone until the transaction ends."""
    query = select(Consent).where(Consent.id == consent_id).with_for_update()
    return db.session.scalars(query, execution_options={"populate_existing": True}).one()


def live_consent(organisation_id: int, receiver_id: int) -> Consent | None:
    """The one that has not been withdrawn, also where its last day has passed."""
    query = select(Consent).where(
        Consent.organisation_id == organisation_id, Consent.receiver_id == receiver_id, Consent.withdrawn_at.is_(None)
    )
    return db.session.scalars(query.with_for_update()).one_or_none()


def receivers(organisation_id: int, wanted: str = "") -> list[Row[Any]]:
    """Verified buyers and interest organisations: id, name, number, kind; one more than are shown at once."""
    return accounts.receivers(organisation_id, wanted, kinds=RECEIVERS)


def find_receiver(organisation_id: int, receiver_id: int) -> Row[Any] | None:
    """One of them; None for what cannot receive: the firm itself, a supplier, or who has not been verified."""
    return accounts.find_receiver(organisation_id, receiver_id, kinds=RECEIVERS)


def consents_of(organisation_id: int, *, live: bool, day: date, before: int | None = None) -> Page:
    """What a firm has agreed to, the newest first; those that live, or those that are over."""
    receiver, person = aliased(Organisation), aliased(Person)
    is_live = and_(Consent.withdrawn_at.is_(None), Consent.until >= day)
    query = (
        select(
            Consent.id,
            Consent.receiver_id,
            receiver.name.label("receiver"),
            receiver.number.label("number"),
            Consent.purpose,
            Consent.pooled,
            Consent.until,
            Consent.given_at,
            person.name.label("given_by"),
            Consent.withdrawn_at,
        )
        .join(receiver, receiver.id == Consent.receiver_id)
        .outerjoin(person, person.id == Consent.given_by_id)
        .where(Consent.organisation_id == organisation_id, is_live if live else ~is_live)
        .order_by(Consent.id.desc())
        .limit(LENGTH + 1)
    )
    if before is not None:
        query = query.where(Consent.id < before)
    return cut([ConsentLine(**row._asdict()) for row in db.session.execute(query)], lambda line: line.id)


def readings_of(organisation_id: int, *, before: int | None = None) -> Page:
    """Everybody who read what the firm discloses, the newest first."""
    query = (
        select(
            Reading.id,
            Organisation.name.label("receiver"),
            Person.name.label("person"),
            Reading.opened,
            Reading.read_at,
        )
        .join(Organisation, Organisation.id == Reading.receiver_id)
        .join(Person, Person.id == Reading.person_id)
        .where(Reading.organisation_id == organisation_id)
        .order_by(Reading.id.desc())
        .limit(LENGTH + 1)
    )
    if before is not None:
        query = query.where(Reading.id < before)
    return cut([ReadingLine(**row._asdict()) for row in db.session.execute(query)], lambda line: line.id)


def firms_that_share(organisation_ids: Collection[int], day: date) -> list[int]:
    """Which of these firms somebody may see today, the lowest number first."""
    live = exists().where(
        Consent.organisation_id == Organisation.id, Consent.withdrawn_at.is_(None), Consent.until >= day
    )
    query = select(Organisation.id).where(Organisation.id.in_(organisation_ids), live).order_by(Organisation.id)
    return list(db.session.scalars(query))


def mend_keys(organisation_ids: Collection[int]) -> None:
    """After a change of a firm's name: its place in the portfolios."""
    db.session.execute(
        update(Consent)
        .where(
            Consent.organisation_id.in_(organisation_ids),
            Organisation.id == Consent.organisation_id,
            Consent.firm_key != Organisation.sort_key,
        )
        .values(firm_key=Organisation.sort_key)
        .execution_options(synchronize_session=False)
    )


def pooling(receiver_ids: Collection[int], day: date) -> dict[int, list[int]]:
    """By receiver the firms that let their figures be counted in its pools today, the lowest number first."""
    query = (
        select(Consent.receiver_id, func.array_agg(Consent.organisation_id))
        .where(
            Consent.receiver_id.in_(receiver_ids),
            Consent.pooled,
            Consent.withdrawn_at.is_(None),
            Consent.until >= day,
        )
        .group_by(Consent.receiver_id)
    )
    return {receiver: sorted(firms) for receiver, firms in db.session.execute(query)}
