"""What was written of a firm's numbers, and which firms the calendar has touched."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import Date, cast, func, or_, select, union
from sqlalchemy.dialects.postgresql import INTERVAL

from app.blueprints.accounts.models import Person
from app.blueprints.capability.models import Event, Review, Support
from app.blueprints.capability.terms import ENDORSING, RECENT_MONTHS, EventLine, Last, Number
from app.blueprints.improvement.models import Evidence
from app.blueprints.improvement.terms import EvidenceState
from app.core.db import db

MOST_EVENTS = 400


def hold_timeline(organisation_id: int) -> None:
    """Whoever changes what the same firm's numbers rest on waits here until this transaction ends."""
    db.session.execute(
        select(func.pg_advisory_xact_lock(func.hashtextextended("capability.timeline", organisation_id)))
    )


def last_written(organisation_id: int) -> dict[tuple[str, Number], Last]:
    """By dimension and number: the level last written, and for which day."""
    query = (
        select(Event.dimension_code, Event.number, Event.after, Event.on_day)
        .where(Event.organisation_id == organisation_id)
        .distinct(Event.dimension_code, Event.number)
        .order_by(Event.dimension_code, Event.number, Event.id.desc())
    )
    return {(row.dimension_code, row.number): Last(row.after, row.on_day) for row in db.session.execute(query)}


def events_of(organisation_id: int, codes: Collection[str] | None = None) -> list[EventLine]:
    """What was written, oldest first; at most the 400 newest."""
    query = (
        select(
            Event.id,
            Event.dimension_code.label("code"),
            Event.number,
            Event.before,
            Event.after,
            Event.on_day,
            Event.cause,
            Event.cause_id,
            Person.name.label("by"),
        )
        .outerjoin(Person, Person.id == Event.by_id)
        .where(Event.organisation_id == organisation_id)
        .order_by(Event.id.desc())
        .limit(MOST_EVENTS)
    )
    if codes is not None:
        query = query.where(Event.dimension_code.in_(codes))
    return [EventLine(**row._asdict()) for row in db.session.execute(query)][::-1]


def firms_touched(organisation_ids: Sequence[int], since: date, through: date) -> list[int]:
    """Those of the firms for which something began, ended or grew old from one day through another.

    What began or ended is put forward for a dimension, or is an endorsement. The transaction works for all of them.
    """
    yesterday = (since - timedelta(days=1), through - timedelta(days=1))
    aged = cast(Evidence.record_to + cast(f"{RECENT_MONTHS} months", INTERVAL), Date)
    evidence = (
        select(Support.organisation_id)
        .join(
            Evidence,
            (Evidence.organisation_id == Support.organisation_id) & (Evidence.id == Support.evidence_id),
        )
        .where(
            Support.organisation_id.in_(organisation_ids),
            Support.ended_at.is_(None),
            Evidence.state == EvidenceState.HELD,
            or_(
                Evidence.valid_to.between(*yesterday),
                aged.between(*yesterday),
                Evidence.valid_from.between(since, through),
                Evidence.record_to.between(since, through),
            ),
        )
    )
    seen = cast(Review.seen_on + cast(f"{RECENT_MONTHS} months", INTERVAL), Date)  # a visit is a record that grows old
    reviews = select(Review.organisation_id).where(
        Review.organisation_id.in_(organisation_ids),
        Review.state.in_(ENDORSING),
        or_(Review.expires_on.between(*yesterday), seen.between(*yesterday)),
    )
    return sorted(db.session.scalars(union(evidence, reviews)))
