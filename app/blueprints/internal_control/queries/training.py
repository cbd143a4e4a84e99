"""One function a question about training."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, select

from app.blueprints.improvement.models import Evidence
from app.blueprints.improvement.terms import EvidenceState
from app.blueprints.internal_control.models import Training
from app.blueprints.internal_control.terms import SOON_DAYS, Course, RunningOut
from app.core.db import db


def get_training(training_id: int) -> Training:
    return db.session.scalars(select(Training).where(Training.id == training_id)).one()


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """A row of training with what shows it, if anything; `holder` is "" when the name is kept no longer."""

    id: int
    course: Course
    title: str
    holder: str
    completed_on: date
    expires_on: date | None
    ended_at: datetime | None
    evidence_id: int | None
    evidence_type: str | None
    evidence_title: str | None
    evidence_reference: str | None
    evidence_state: EvidenceState | None


def training_of(organisation_id: int, *, ended: bool | None = False) -> list[TrainingLine]:
    """The firm's training: what runs, or what has ended, or (None) both."""
    query = (
        select(
            Training.id, Training.course, Training.title, Training.holder, Training.completed_on, Training.expires_on,
            Training.ended_at, Training.evidence_id, Evidence.type, Evidence.title, Evidence.reference, Evidence.state,
        )
        .outerjoin(
            Evidence,
            and_(Evidence.organisation_id == Training.organisation_id, Evidence.id == Training.evidence_id),
        )
        .where(Training.organisation_id == organisation_id)
        .order_by(Training.id)
    )  # fmt: skip
    if ended is not None:
        query = query.where(Training.ended_at.is_not(None) if ended else Training.ended_at.is_(None))
    return [TrainingLine(*row) for row in db.session.execute(query)]


def running(organisation_id: int, course: Course | None = None) -> Sequence[Training]:
    """What has not ended, of one course or of all."""
    query = select(Training).where(Training.organisation_id == organisation_id, Training.ended_at.is_(None))
    if course is not None:
        query = query.where(Training.course == course)
    return db.session.scalars(query.order_by(Training.id)).all()


def training_shown_by(organisation_id: int, evidence_ids: Collection[int]) -> dict[int, list[TrainingLine]]:
    """The training that each piece of evidence shows."""
    found: dict[int, list[TrainingLine]] = {}
    if evidence_ids:
        wanted = set(evidence_ids)
        for line in training_of(organisation_id, ended=False):
            if line.evidence_id in wanted:
                found.setdefault(line.evidence_id, []).append(line)
    return found


def running_out(organisation_id: int, day: date) -> RunningOut:
    """What the firm must renew, in one statement. What expires on `day` is valid that day."""
    soon = Training.expires_on.between(day, day + timedelta(days=SOON_DAYS))
    query = select(
        func.count().filter(Training.expires_on < day),
        func.count().filter(soon),
        func.min(Training.expires_on).filter(soon),
    ).where(Training.organisation_id == organisation_id, Training.ended_at.is_(None))
    return RunningOut(*db.session.execute(query).one())


# For the clock


def firms_with_training_that_ends(organisation_ids: Collection[int], day: date) -> Sequence[int]:
    """Those of these firms with training that expires within the time of reminders."""
    query = select(Training.organisation_id).where(
        Training.organisation_id.in_(organisation_ids),
        Training.ended_at.is_(None),
        Training.expires_on.between(day, day + timedelta(days=SOON_DAYS)),
    )
    return db.session.scalars(query.distinct().order_by(Training.organisation_id)).all()


def lock_ending(organisation_id: int, day: date) -> Sequence[Training]:
    """Training of one firm that expires within the time of reminders, alone until the transaction ends."""
    query = select(Training).where(
        Training.organisation_id == organisation_id,
        Training.ended_at.is_(None),
        Training.expires_on.between(day, day + timedelta(days=SOON_DAYS)),
    )
    return db.session.scalars(query.order_by(Training.expires_on, Training.id).with_for_update()).all()


def of_these(organisation_id: int, training_ids: Collection[int]) -> Sequence[Training]:
    """Those of the numbers that the firm has and that have not ended, what expires first on top."""
    query = select(Training).where(
        Training.organisation_id == organisation_id, Training.id.in_(training_ids), Training.ended_at.is_(None)
    )
    return db.session.scalars(query.order_by(Training.expires_on, Training.id)).all() if training_ids else []


def firms_with_old_names(organisation_ids: Collection[int], before: datetime) -> Sequence[int]:
    """Those of these firms that keep a name on training that ended before."""
    query = select(Training.organisation_id).where(
        Training.organisation_id.in_(organisation_ids), Training.ended_at < before, Training.holder != ""
    )
    return db.session.scalars(query.distinct().order_by(Training.organisation_id)).all()


def lock_old_names(organisation_id: int, before: datetime) -> Sequence[Training]:
    query = select(Training).where(
        Training.organisation_id == organisation_id, Training.ended_at < before, Training.holder != ""
    )
    return db.session.scalars(query.order_by(Training.id).with_for_update()).all()
