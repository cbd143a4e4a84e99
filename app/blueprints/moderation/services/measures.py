"""Measures against a person: a warning, a silence, a suspension.

A measure belongs to the decision that took it, and is lifted, never deleted. What holds for a person is what the newest
measure of its kind says that nobody has lifted: a later decision may shorten an earlier one, and when it is undone, or
overturned, the earlier one holds again.
"""

from datetime import date, datetime, time, timedelta

from app.blueprints.accounts.services.restricting import restrict
from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation.models import Decision, Measure
from app.blueprints.moderation.queries import measures as queries
from app.blueprints.moderation.terms.decisions import Action
from app.blueprints.moderation.terms.measures import MeasureKind
from app.core.clock import OSLO, now
from app.core.db import db
from app.core.errors import Refused

KINDS = {
    Action.WARN: MeasureKind.WARNING,
    Action.SILENCE: MeasureKind.SILENCE,
    Action.SUSPEND: MeasureKind.SUSPENSION,
}


def ends(until: date | None) -> datetime | None:
    """When a measure ends whose last day is `until`: at midnight after it, in Norway."""
    return datetime.combine(until + timedelta(days=1), time(), tzinfo=OSLO) if until is not None else None


def take(decision: Decision, *, by: Actor | None) -> None:
    """Carry out a decision about the author: WARN, SILENCE or SUSPEND. Needs `decision.id` (flushed)."""
    person_id = decision.subject_author_id
    if person_id is None:
        raise Refused("nobody_answers_for_it", field="action")
    kind = KINDS[decision.action]
    measure = Measure(person_id=person_id, kind=kind, until=ends(decision.until), decision_id=decision.id)
    db.session.add(measure)
    _bear_on(person_id)
    record(
        "moderation.measure_taken",
        subject=measure,
        by=by,
        decision_id=decision.id,
        measure=kind.value,
        person_id=person_id,
        until=decision.until.isoformat() if decision.until else None,
    )


def take_back(decision: Decision, *, by: Actor | None) -> None:
    """Lift the measure that this decision took, if any; what other decisions took stands."""
    measure = queries.lock_measure_of(decision.id)
    if measure is None or measure.lifted_at is not None:
        return
    measure.lifted_at, measure.lifted_by = now(), by.id if by else None
    _bear_on(measure.person_id)
    record("moderation.measure_lifted", subject=measure, by=by, decision_id=decision.id, person_id=measure.person_id)


def _bear_on(person_id: int) -> None:
    """Let the account follow what holds now."""
    db.session.flush()
    held = queries.newest_until(person_id)
    restrict(
        person_id,
        silenced_until=held.get(MeasureKind.SILENCE),
        suspended_until=held.get(MeasureKind.SUSPENSION),
    )
