"""From a risk to a conclusion: measures, hearing, and what is left. Keeping somebody out is the last way."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.bilingual.services.text_checks import refuse_identity_numbers
from app.blueprints.involvement.models import Assessment, Hearing, Measure
from app.blueprints.involvement.queries import assessments as queries
from app.blueprints.involvement.queries.reports import is_participant
from app.blueprints.involvement.rules.excluding import why_not_excluded
from app.blueprints.involvement.terms.assessments import (
    AssessmentDraft,
    Conclusion,
    ConclusionDraft,
    HearingDraft,
    MeasureDraft,
)
from app.blueprints.journal.services import record
from app.core.clock import today
from app.core.db import db
from app.core.errors import Conflict, Refused, StaleVersion

SHORTEST_HEARING_DAYS = 3
LONGEST_HEARING_DAYS = 90


def begin(dialogue_id: int, draft: AssessmentDraft, *, by: Actor | None) -> Assessment:
    """One for each who took part; a second is a conflict that leads to the first."""
    refuse_identity_numbers(draft.risk, field="risk")
    if not is_participant(dialogue_id, draft.organisation_id):
        raise Refused("assessed_did_not_take_part", field="organisation")
    if queries.assessment_of(dialogue_id, draft.organisation_id):
        raise Conflict("assessed_already")
    made = Assessment(
        dialogue_id=dialogue_id, organisation_id=draft.organisation_id, risk=draft.risk, by_id=_id(by), residual=""
    )
    db.session.add(made)
    record("involvement.assessment_begun", subject=made, by=by, dialogue_id=dialogue_id, assessed=draft.organisation_id)
    return made


def weigh(assessment: Assessment, draft: MeasureDraft, *, by: Actor | None) -> Measure:
    """A measure that is taken, or rejected with the reason why it would not be enough."""
    refuse_identity_numbers(draft.reason, field="reason")
    if assessment.conclusion is not None:
        raise Conflict("assessment_is_concluded")
    made = Measure(
        dialogue_id=assessment.dialogue_id, assessment_id=assessment.id, kind=draft.kind, state=draft.state,
        reason=draft.reason, decided_on=today(), by_id=_id(by),
    )  # fmt: skip
    db.session.add(made)
    record(
        "involvement.measure_weighed", subject=made, by=by, dialogue_id=assessment.dialogue_id,
        measure=draft.kind.value, state=draft.state.value,
    )  # fmt: skip
    return made


def hear(assessment: Assessment, draft: HearingDraft, *, by: Actor | None) -> Hearing:
    """Ask the supplier. It is told, and may answer through the last day."""
    refuse_identity_numbers(draft.body, field="body")
    if assessment.conclusion is not None:
        raise Conflict("assessment_is_concluded")
    waiting = queries.open_hearing(assessment.dialogue_id, assessment.id)
    if waiting is not None and waiting.until >= today():
        raise Conflict("hearing_is_open")
    days = (draft.until - today()).days
    if not SHORTEST_HEARING_DAYS <= days <= LONGEST_HEARING_DAYS:
        raise Refused("hearing_too_short", field="until", least=SHORTEST_HEARING_DAYS, most=LONGEST_HEARING_DAYS)
    made = Hearing(
        dialogue_id=assessment.dialogue_id, assessment_id=assessment.id, organisation_id=assessment.organisation_id,
        body=draft.body, asked_on=today(), asked_by=_id(by), until=draft.until, answer="",
    )  # fmt: skip
    db.session.add(made)
    record(
        "involvement.hearing_asked", subject=made, by=by, organisation_id=assessment.organisation_id,
        dialogue_id=assessment.dialogue_id, until=draft.until.isoformat(),
    )  # fmt: skip
    return made


def answer(hearing: Hearing, text: str, *, by: Actor | None) -> None:
    """The supplier's own words. Once, and not after the last day."""
    refuse_identity_numbers(text, field="answer")
    held = queries.lock_hearing(hearing.id)
    if held.answered_on is not None:
        raise Conflict("hearing_is_answered")
    if held.until < today():
        raise Conflict("hearing_is_over", day=held.until.isoformat())
    held.answer, held.answered_on, held.answered_by = text, today(), _id(by)
    record(
        "involvement.hearing_answered", subject=held, by=by, organisation_id=held.organisation_id,
        dialogue_id=held.dialogue_id, assessment_id=held.assessment_id, asked_by=held.asked_by,
    )  # fmt: skip


def conclude(assessment: Assessment, draft: ConclusionDraft, *, by: Actor | None) -> None:
    """What it comes to. May be changed as long as nobody else has since `version`."""
    refuse_identity_numbers(draft.residual, field="residual")
    if draft.version != assessment.version:
        raise StaleVersion
    if draft.conclusion is Conclusion.EXCLUDED:
        measures = queries.measures_of(assessment.dialogue_id, assessment.id)
        hearings = queries.hearings_of(assessment.dialogue_id, assessment.id)
        if code := why_not_excluded(measures, hearings, today()):
            raise Refused(code, field="conclusion")
    assessment.conclusion, assessment.residual, assessment.concluded_on = draft.conclusion, draft.residual, today()
    record(
        "involvement.assessment_concluded", subject=assessment, by=by, dialogue_id=assessment.dialogue_id,
        assessed=assessment.organisation_id, conclusion=draft.conclusion.value,
    )  # fmt: skip


def _id(by: Actor | None) -> int | None:
    return by.person_id if by else None
