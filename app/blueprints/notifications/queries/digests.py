"""Whose morning has come: one statement over everybody, by time zone, rhythm, and whether there is anything to tell."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    Values,
    case,
    column,
    delete,
    func,
    literal,
    or_,
    select,
    union_all,
    values,
)
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import insert

from app.blueprints.accounts.models import Person
from app.blueprints.notifications.models import Digest, PersonPreference
from app.blueprints.notifications.queries.mails import reachable, rhythm_of
from app.blueprints.notifications.rules.rhythms import FIRST_DIGEST, HOME, PATIENCE
from app.blueprints.notifications.terms import Due, MailRow, Morning, Preference, Rhythm
from app.core.db import db

USUAL = Preference()


def time_zones_chosen() -> list[str]:
    """The places where our people have said that they are."""
    return list(db.session.scalars(select(PersonPreference.time_zone).distinct()))


def due_digests(pending: Sequence[Select[Any]], mornings: Sequence[Morning], at: datetime) -> list[Due]:
    """Everybody whose digest is to be written now, in one statement.

    It is their hour (or up to `PATIENCE` hours later, if nobody was there to do it), the address takes mail, they have
    no digest for the period, and something has come since their last one. Each of `pending` gives person_id, newest_at.
    """
    clock = _clock(mornings)
    rhythm = rhythm_of()
    hour = func.coalesce(PersonPreference.hour, USUAL.hour)
    weekday = func.coalesce(PersonPreference.weekday, USUAL.weekday)
    weekly = rhythm == Rhythm.WEEKLY
    period = case((weekly, clock.c.week), else_=clock.c.day)
    last = select(func.max(Digest.queued_at)).where(Digest.person_id == Person.id).correlate(Person).scalar_subquery()
    since = func.coalesce(last, literal(at - FIRST_DIGEST))
    news = union_all(*pending).subquery() if len(pending) > 1 else pending[0].subquery()
    # Each looked up by its index for each person, and not with EXISTS: of so many conditions PostgreSQL expects one
    # person to be left, joins accordingly, and then walks through all digests for each of 50,000.
    given = select(Digest.id).where(Digest.person_id == Person.id, Digest.period == period).limit(1)
    given = given.correlate_except(Digest)
    come = select(literal(1)).where(news.c.person_id == Person.id, news.c.newest_at > since).limit(1)
    come = come.correlate_except(news)
    query = (
        select(Person.id, period.label("period"), since.label("since"))
        .outerjoin(PersonPreference, PersonPreference.person_id == Person.id)
        .join(clock, clock.c.time_zone == func.coalesce(PersonPreference.time_zone, HOME))
        .where(
            *reachable(),
            or_(rhythm == Rhythm.DAILY, weekly & (clock.c.weekday == weekday)),
            clock.c.hour >= hour,
            clock.c.hour < hour + PATIENCE,
            given.scalar_subquery().is_(None),
            come.scalar_subquery().is_not(None),
        )
        .order_by(Person.id)
    )
    return [Due(row.id, row.period, row.since) for row in db.session.execute(query)]


def _clock(mornings: Sequence[Morning]) -> Values:
    columns = (
        column("time_zone", SqlText),
        column("hour", Integer),
        column("weekday", Integer),
        column("day", SqlText),
        column("week", SqlText),
    )
    rows = [(there.time_zone, there.hour, there.weekday, there.day, there.week) for there in mornings]
    return values(*columns, name="clock").data(rows)


def claim_digests(rows: Sequence[MailRow], periods: Sequence[str], at: datetime) -> set[str]:
    """Note these digests as given. Gives the keys of those that nobody had noted before: theirs are to be written."""
    noted = [
        {"person_id": row.person_id, "period": period, "queued_at": at, "mail_key": row.key}
        for row, period in zip(rows, periods, strict=True)
    ]
    query = insert(Digest).values(noted).on_conflict_do_nothing().returning(Digest.mail_key)
    return set(db.session.scalars(query))


def forget_digests(before: datetime) -> int:
    """Digests of long ago; the last one of each person stays, since it says what she has been told."""
    later = select(Digest.person_id).where(Digest.queued_at >= before)
    query = delete(Digest).where(Digest.queued_at < before, Digest.person_id.in_(later))
    return int(db.session.execute(query.execution_options(synchronize_session=False)).rowcount)  # type: ignore[attr-defined]
