"""What a buyer's pages read, and the firm's preview of them: these tables and nothing else.

Row-level security stands behind each statement: whoever has no live consent finds no year and no verification.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import and_, func, insert, literal, or_, select, tuple_

from app.blueprints.accounts.models import Organisation, Person
from app.blueprints.disclosure.models import Consent, Disclosed, Pool, Reading, Verification
from app.blueprints.disclosure.terms import PORTFOLIO_LENGTH, Checked, Json, Level, Opened, PortfolioLine
from app.core.db import db
from app.core.pages import Page, cut


def newest_consents(organisation_id: int) -> dict[int, Consent]:
    """By receiver the newest consent of this firm, alive or over, of those that the actor may see."""
    query = (
        select(Consent)
        .where(Consent.organisation_id == organisation_id)
        .distinct(Consent.receiver_id)
        .order_by(Consent.receiver_id, Consent.id.desc())
    )
    return {consent.receiver_id: consent for consent in db.session.scalars(query)}


def contents_of(organisation_id: int, years: Collection[int]) -> dict[int, Json]:
    """What one firm discloses of these years."""
    query = select(Disclosed.year, Disclosed.content).where(
        Disclosed.organisation_id == organisation_id, Disclosed.year.in_(years)
    )
    return {row.year: row.content for row in db.session.execute(query)}


def checks_on(organisation_ids: Collection[int], years: Collection[int]) -> list[Checked]:
    """What has been verified of these years of these firms and not been ended; also what has expired. One statement."""
    query = (
        select(
            Verification.organisation_id,
            Verification.year,
            Verification.datum,
            Verification.level,
            Verification.by_organisation_id,
            Organisation.name.label("by_organisation"),
            Person.name.label("by_person"),
            Verification.method,
            Verification.body,
            Verification.reference,
            Verification.digest,
            Verification.verified_on,
            Verification.expires_on,
        )
        .join(Organisation, Organisation.id == Verification.by_organisation_id)
        .outerjoin(Person, Person.id == Verification.by_person_id)
        .where(
            Verification.organisation_id.in_(organisation_ids),
            Verification.year.in_(years),
            Verification.ended_at.is_(None),
        )
        .order_by(Verification.id)
    )
    return [
        Checked(**row._asdict() | {"level": Level(row.level), "digest": bytes(row.digest)})
        for row in db.session.execute(query)
    ]


def portfolio(
    receiver_id: int, year: int, day: date, *, wanted: str = "", after: str = "", length: int = PORTFOLIO_LENGTH
) -> Page:
    """Firms that let the receiver see, in the order of their names, each with what it discloses of the year.

    By keyset on the consents' own index: a page costs the same however many firms there are. There is no other order,
    and no condition on what is disclosed. `wanted` is a part of a firm's name.
    """
    query = (
        select(
            Consent.organisation_id,
            Organisation.name,
            Organisation.number,
            Consent.firm_key,
            Disclosed.content,
        )
        .join(Organisation, Organisation.id == Consent.organisation_id)
        .outerjoin(Disclosed, and_(Disclosed.organisation_id == Consent.organisation_id, Disclosed.year == year))
        .where(Consent.receiver_id == receiver_id, Consent.withdrawn_at.is_(None), Consent.until >= day)
        .order_by(Consent.firm_key, Consent.organisation_id)
        .limit(length + 1)
    )
    if wanted:
        query = query.where(
            or_(Organisation.name.icontains(wanted, autoescape=True), Organisation.number == "".join(wanted.split()))
        )
    if key := _parse_key(after):
        query = query.where(tuple_(Consent.firm_key, Consent.organisation_id) > tuple_(*map(literal, key)))
    lines = [
        PortfolioLine(
            organisation_id=row.organisation_id,
            name=row.name,
            number=row.number,
            key=f"{row.organisation_id}-{row.firm_key}",
            content=row.content,
        )
        for row in db.session.execute(query)
    ]
    return cut(lines, lambda line: line.key, length)


def _parse_key(key: str) -> tuple[str, int] | None:
    number, dash, name = key.partition("-")
    if not dash or not number.isascii() or not number.isdigit() or len(number) > 18 or "\x00" in name:
        return None
    return name, int(number)


def note_readings(
    receiver_id: int, person_id: int, opened: Opened, at: datetime, organisation_ids: Sequence[int], day: date
) -> int:
    """Write down that somebody read these firms: one statement. Gives how many of them still let her see."""
    live = (
        select(Consent.organisation_id)
        .where(
            Consent.receiver_id == receiver_id,
            Consent.organisation_id.in_(organisation_ids),
            Consent.withdrawn_at.is_(None),
            Consent.until >= day,
        )
        .cte("live")
    )
    row = select(
        literal(at),
        live.c.organisation_id,
        literal(receiver_id),
        literal(person_id),
        literal(opened.value),
        literal(at),
    )
    columns = ["created_at", "organisation_id", "receiver_id", "person_id", "opened", "read_at"]
    query = insert(Reading).from_select(columns, row, include_defaults=False).returning(Reading.organisation_id)
    return len(db.session.execute(query).all())


def pools_of(receiver_id: int) -> list[Pool]:
    """The receiver's pools, the newest year first."""
    query = select(Pool).where(Pool.receiver_id == receiver_id).order_by(Pool.year.desc())
    return list(db.session.scalars(query))


def count_pooled(receiver_id: int, day: date) -> int:
    """How many firms let their figures be counted in this receiver's pools today."""
    query = select(func.count()).where(
        Consent.receiver_id == receiver_id, Consent.pooled, Consent.withdrawn_at.is_(None), Consent.until >= day
    )
    return int(db.session.scalar(query) or 0)
