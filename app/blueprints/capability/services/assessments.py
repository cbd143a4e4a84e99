"""An assessment is started, answered dimension by dimension, and handed in."""

from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.capability import queries, rules
from app.blueprints.capability.models import Answer, Assessment
from app.blueprints.capability.terms import AnswerDraft
from app.blueprints.improvement import queries as improvement
from app.blueprints.journal.services import record
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


def start_assessment(organisation: Organisation, *, by: Actor | None) -> Assessment:
    """A new assessment of the framework in force, with an unanswered row a dimension; the open one, if there is one."""
    queries.hold_start(organisation.id)
    if started := queries.open_assessment(organisation.id):
        return started
    framework = queries.current_framework()
    if framework is None:
        raise Conflict("no_framework")
    assessment = Assessment(
        organisation_id=organisation.id,
        framework_id=framework.id,
        started_at=now(),
        started_by_id=_number(by),
    )
    db.session.add(assessment)
    db.session.flush()
    db.session.add_all(
        Answer(organisation_id=organisation.id, assessment_id=assessment.id, dimension_id=dimension.id)
        for dimension in framework.dimensions
    )
    record("capability.assessment_started", subject=assessment, by=by, organisation_id=organisation.id)
    return assessment


def answer_dimension(assessment: Assessment, answer: Answer, draft: AnswerDraft, *, by: Actor | None) -> Answer:
    """Store what is said of one dimension, finished or not. The journal notes that, never the level itself."""
    if draft.version != answer.version:
        raise StaleVersion(improvement.name_of(answer.changed_by_id), answer.changed_at)
    _check_open(assessment)
    if fault := rules.goal_fault(draft.claimed, draft.goal):
        raise Refused(fault, field="goal")
    answer.claimed = draft.claimed
    answer.goal = draft.goal
    answer.note = draft.note
    answer.changed_at = now()
    answer.changed_by_id = _number(by)
    record("capability.dimension_answered", subject=answer, by=by, organisation_id=assessment.organisation_id)
    return answer


def submit_assessment(assessment: Assessment, *, by: Actor | None) -> Assessment:
    """Hand in a complete assessment. From then on it stays as it is."""
    _check_open(assessment)
    missing = len(assessment.answers) - assessment.answered
    if missing:
        raise Conflict("assessment_incomplete", missing=missing)
    assessment.submitted_at = now()
    assessment.submitted_by_id = _number(by)
    record("capability.assessment_submitted", subject=assessment, by=by, organisation_id=assessment.organisation_id)
    return assessment


def answer_in(assessment: Assessment, code: str) -> Answer | None:
    """The assessment's answer in the dimension with this code, if the framework has one."""
    number: Any = next((d.id for d in assessment.framework.dimensions if d.code == code), None)
    return next((answer for answer in assessment.answers if answer.dimension_id == number), None)


def _check_open(assessment: Assessment) -> None:
    if not assessment.is_open:
        raise Conflict("assessment_submitted")


def _number(by: Actor | None) -> int | None:
    return by.person_id if by else None
