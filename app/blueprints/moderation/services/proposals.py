"""What a first moderator would decide, for a second to decide upon."""

from datetime import date
from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.journal.services import record
from app.blueprints.moderation.models import Case, Proposal
from app.blueprints.moderation.rules.two_people import hides_meanwhile
from app.blueprints.moderation.services.subjects import subject
from app.blueprints.moderation.terms.cases import CaseKind
from app.blueprints.moderation.terms.decisions import Action, Cut, DecisionDraft, WhySecond
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.moderation.terms.subjects import Description, Visibility
from app.core.clock import now
from app.core.db import db


def propose(
    case: Case,
    draft: DecisionDraft,
    about: Description,
    why: WhySecond,
    *,
    by: Actor,
    before: Proposal | None = None,
) -> Proposal:
    """Write down what one would decide; the caller has handed the case on (state `second`, `passed_by`).

    What is grave is hidden at once: a threat does not stand in public while it waits. What was hidden by the proposal
    `before` this one stays so. A proposal is not taken back: the second decides.
    """
    at = now()
    hidden = before is not None and before.hidden
    stands = about.visibility is Visibility.PUBLIC and case.kind is not CaseKind.APPEAL  # an answer is done at its end
    if not hidden and stands and hides_meanwhile(draft):
        subject(case.subject_type).hide(case.subject_id, reason_code=draft.reasons[0].value, at=at)
        hidden = True
    proposal = Proposal(
        case_id=case.id,
        by_id=by.person_id,
        why=why,
        draft=as_json(draft),
        was=before.was if before is not None and before.hidden else about.visibility.value,
        hidden=hidden,
        created_at=at,
    )
    db.session.add(proposal)
    db.session.flush()
    record(
        "moderation.decision_proposed",
        subject=case,
        by=by,
        organisation_id=case.subject_organisation_id,
        proposal_id=proposal.id,
        why=why.value,
        action=draft.action.value,
        reasons=[code.value for code in draft.reasons],
        hidden=hidden,
        about=case.subject_type,
        about_id=case.subject_id,
        text_sha256=about.sha256,
    )
    return proposal


def as_json(draft: DecisionDraft) -> dict[str, Any]:
    """The draft as it is kept."""
    return {
        "action": draft.action.value,
        "reasons": [code.value for code in draft.reasons],
        "facts": draft.facts,
        "seen_sha256": draft.seen_sha256,
        "until": draft.until.isoformat() if draft.until else None,
        "cuts": [[cut.part, cut.start, cut.end] for cut in draft.cuts],
        "target": draft.target,
        "own_ministry": draft.own_ministry,
    }


def as_draft(proposal: Proposal, *, version: int = 0) -> DecisionDraft:
    """What was proposed, as a draft; `version` is that of the case that the second has before her."""
    kept = proposal.draft
    return DecisionDraft(
        action=Action(kept["action"]),
        reasons=tuple(ReasonCode(code) for code in kept["reasons"]),
        facts=kept["facts"],
        version=version,
        seen_sha256=kept["seen_sha256"],
        until=date.fromisoformat(kept["until"]) if kept["until"] else None,
        cuts=tuple(Cut(*cut) for cut in kept["cuts"]),
        target=kept["target"],
        own_ministry=kept["own_ministry"],
    )
