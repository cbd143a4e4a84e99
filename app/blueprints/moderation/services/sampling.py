"""A share of the decisions is made a second time, by somebody who does not see the first."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation.installation import settings
from app.blueprints.moderation.models import Case, Decision, Sample
from app.blueprints.moderation.queries import deciding as queries
from app.blueprints.moderation.queries.decisions import text_decided
from app.blueprints.moderation.rules.sampling import SAMPLED, agree, is_drawn
from app.blueprints.moderation.rules.urgency import due
from app.blueprints.moderation.services.cases import open_case
from app.blueprints.moderation.services.subjects import describe
from app.blueprints.moderation.terms.cases import (
    DISAGREEMENT,
    SAMPLE,
    CaseKind,
    CaseState,
    Severity,
    SignalDraft,
    Source,
)
from app.blueprints.moderation.terms.decisions import NEEDS_REASON, Action, DecisionDraft, Made
from app.core.clock import now
from app.core.db import db
from app.core.errors import Conflict
from app.core.opening_hours import SITE_HOURS
from app.core.sealing import keyed


def draw(decision: Decision) -> None:
    """When a decision stands: is it among those that somebody else judges again? Then a case of its own is opened.

    Not drawn: what two people have decided already, an answer to an appeal, and what cannot be read again as it was.
    """
    if decision.action not in SAMPLED or decision.proposed_by is not None or decision.again_id is not None:
        return
    secret = keyed("decisions", purpose="moderation sampling")
    if not is_drawn(decision.id, settings().moderation_sampled_percent, secret=secret):
        return
    if decision.action is Action.REDACT and text_decided(decision) is None:
        return
    case = Case(
        kind=CaseKind.SAMPLE,
        subject_type=decision.subject_type,
        subject_id=decision.subject_id,
        subject_title=decision.subject_title,
        subject_language=decision.subject_language,
        subject_author_id=decision.subject_author_id,
        subject_organisation_id=decision.subject_organisation_id,
        decision_id=decision.id,
        source=Source.SAMPLE,
        reason=SAMPLE,
        severity=int(Severity.LOW),
        due_at=due(now(), Severity.LOW, SITE_HOURS),
        state=CaseState.WAITING,
    )
    db.session.add(case)
    db.session.flush()
    db.session.add(Sample(decision_id=decision.id, first_by=decision.decided_by, case_id=case.id))
    db.session.flush()
    record("moderation.sample_drawn", subject=case, by=None, decision_id=decision.id)


def judge(case: Case, draft: DecisionDraft, *, by: Actor) -> Made:
    """What a second moderator would have decided, written down once. Changes nothing by itself.

    Where the two do not agree, a case of its own is opened on the thing, and whoever takes it decides. The caller has
    closed the sample's case by compare and swap.
    """
    found = queries.sample_about(case.id)
    reasons = [code.value for code in draft.reasons] if draft.action in NEEDS_REASON else []
    agrees = agree(found.action, found.reasons, draft.action, reasons)
    judged = {
        "judged_by": by.person_id,
        "judged_at": now(),
        "action": draft.action,
        "reasons": reasons,
        "facts": draft.facts.strip(),
        "agrees": agrees,
    }
    if not queries.write_judgment(found.Sample.id, **judged):
        raise Conflict("case_already_decided")
    record(
        "moderation.sample_judged",
        subject=case,
        by=by,
        sample_id=found.Sample.id,
        decision_id=found.Sample.decision_id,
        action=draft.action.value,
        reasons=reasons,
        agrees=agrees,
    )
    if not agrees and describe(case.subject_type, case.subject_id) is not None:
        open_case(case.subject_type, case.subject_id, SignalDraft(source=Source.SAMPLE, reason=DISAGREEMENT), by=None)
    return Made()
