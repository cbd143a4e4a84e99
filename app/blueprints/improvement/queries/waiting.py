"""What documents ask of a firm today: for its overview, in one statement."""

from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.blueprints.attachments.models import File
from app.blueprints.attachments.terms import FileState
from app.blueprints.improvement.models import Evidence, Request
from app.blueprints.improvement.terms import EXPIRES_SOON_DAYS, EvidenceState, RequestState, Waiting
from app.core.db import db


def waiting(organisation_id: int, day: date) -> Waiting:
    """Requests without an answer, and what expires within 90 days with nothing newer to take over from it."""
    asked = (
        select(func.count().label("requests"), func.count().filter(Request.due_on < day).label("late"))
        .where(Request.organisation_id == organisation_id, Request.state == RequestState.OPEN)
        .subquery("asked")
    )
    newer = aliased(Evidence)
    # As `rules.reminders_due` has it: the newer one begins before the older one has ended, and its file is fine.
    succeeded = (
        select(newer.id)
        .outerjoin(File, (File.id == newer.file_id) & (File.organisation_id == newer.organisation_id))
        .where(
            newer.organisation_id == organisation_id,
            newer.state == EvidenceState.HELD,
            newer.type == Evidence.type,
            newer.reference == Evidence.reference,
            newer.id != Evidence.id,
            or_(newer.valid_to.is_(None), newer.valid_to > Evidence.valid_to),
            or_(newer.valid_from.is_(None), newer.valid_from <= Evidence.valid_to + 1),
            or_(newer.file_id.is_(None), File.state.in_((FileState.CLEAN, FileState.QUARANTINED))),
        )
        .correlate(Evidence)
        .exists()
    )
    ends = (
        select(
            func.count().over().label("number"),
            Evidence.id,
            Evidence.valid_to,
        )
        .where(
            Evidence.organisation_id == organisation_id,
            Evidence.state == EvidenceState.HELD,
            Evidence.valid_to.between(day, day + timedelta(days=EXPIRES_SOON_DAYS)),
            ~succeeded,
        )
        .order_by(Evidence.valid_to, Evidence.id)
        .limit(1)
        .subquery("ends")
    )
    query = select(asked.c.requests, asked.c.late, ends.c.number, ends.c.id, ends.c.valid_to).select_from(
        asked.outerjoin(ends, ends.c.id.is_not(None))
    )
    row = db.session.execute(query).one()
    return Waiting(
        requests=row.requests,
        late_requests=row.late,
        expiring=row.number or 0,
        first_id=row.id,
        first_end=row.valid_to,
    )
