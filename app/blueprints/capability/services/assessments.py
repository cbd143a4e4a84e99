"""An assessment is started, answered dimension by dimension, and handed in."""

from collections.abc import Mapping
from typing import Any

from app.blueprints.accounts.models import Organisation
from app.blueprints.accounts.terms import Actor
from app.blueprints.capability import queries, rules
from app.blueprints.capability.models import Answer, Assessment, Framework
from app.blueprints.capability.services.timeline import note_changes
from app.blueprints.capability.terms import DEFAULT_FRAMEWORK, AnswerDraft, Cause, FormerAnswer
from app.blueprints.improvement import queries as improvement
from app.blueprints.journal.services import record
from app.blueprints.screening.services import refuse_identity_numbers
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion


def start_assessment(organisation: Organisation, *, by: Actor | None, code: str = DEFAULT_FRAMEWORK) -> Assessment:
    """A new assessment of the framework in force, with an unanswered row a dimension; the open one, if there is one."""
    queries.hold_start(organisation.id)
    if started := queries.open_assessment(organisation.id, code):
        return started
    framework = queries.current_framework(code)
    if framework is None:
        raise Conflict("no_framework")
    assessment = _begin(organisation, framework, {}, by=by)
    record("capability.assessment_started", subject=assessment, by=by, organisation_id=organisation.id)
    return assessment


def move_assessment(organisation: Organisation, *, by: Actor | None, code: str = DEFAULT_FRAMEWORK) -> Assessment:
    """An assessment of the version in force that begins with what the firm said of the version before it.

    Where a dimension reads as before, level, goal and note are taken over as an answer. Where it reads otherwise, goal
    and note are, and the level is left to be chosen anew. The former assessment stays as it is: handed in or not, it
    takes no more answers.
    """
    queries.hold_start(organisation.id)
    framework = queries.framework_in_force(code)
    latest = queries.latest_version(organisation.id, code)
    if framework is None or latest is None:
        raise Conflict("nothing_to_move")
    if latest >= framework.version:
        moved = queries.open_assessment(organisation.id, code)
        if moved is None:
            raise Conflict("nothing_to_move")
        return moved
    former = queries.former_answers_to(organisation.id, framework)
    assessment = _begin(organisation, framework, former, by=by)
    record(
        "capability.assessment_moved",
        subject=assessment,
        by=by,
        organisation_id=organisation.id,
        from_version=latest,
        to_version=framework.version,
    )
    return assessment


def _begin(
    organisation: Organisation, framework: Framework, former: Mapping[str, FormerAnswer], *, by: Actor | None
) -> Assessment:
    assessment = Assessment(
        organisation_id=organisation.id,
        framework_id=framework.id,
        started_at=now(),
        started_by_id=_number(by),
    )
    db.session.add(assessment)
    db.session.flush()
    for dimension in framework.dimensions:
        answer = Answer(organisation_id=organisation.id, assessment_id=assessment.id, dimension_id=dimension.id)
        if said := former.get(dimension.code):
            answer.claimed = said.claimed if said.same else None
            answer.goal, answer.note = said.goal, said.note
            answer.changed_at, answer.changed_by_id = assessment.started_at, _number(by)
        db.session.add(answer)
    return assessment


def answer_dimension(assessment: Assessment, answer: Answer, draft: AnswerDraft, *, by: Actor | None) -> Answer:
    """Store what is said of one dimension, finished or not. The journal notes that, never the level itself."""
    if draft.version != answer.version:
        raise StaleVersion(improvement.name_of(answer.changed_by_id), answer.changed_at)
    _check_open(assessment)
    if fault := rules.goal_fault(draft.claimed, draft.goal):
        raise Refused(fault, field="goal")
    refuse_identity_numbers(note=draft.note)
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
    note_changes(assessment.organisation_id, Cause.ASSESSMENT, assessment.id, _number(by))
    return assessment


def answer_in(assessment: Assessment, code: str) -> Answer | None:
    """The assessment's answer in the dimension with this code, if the framework has one."""
    number: Any = next((d.id for d in assessment.framework.dimensions if d.code == code), None)
    return next((answer for answer in assessment.answers if answer.dimension_id == number), None)


def _check_open(assessment: Assessment) -> None:
    if not assessment.is_open:
        raise Conflict("assessment_submitted")
    if queries.is_superseded(assessment):
        raise Conflict("assessment_superseded")


def _number(by: Actor | None) -> int | None:
    return by.person_id if by else None
