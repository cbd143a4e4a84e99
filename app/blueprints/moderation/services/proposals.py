"""What a first moderator would decide, for a second to decide upon."""

from typing import Any

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Case, Proposal
from app.blueprints.moderation.terms.decisions import DecisionDraft, WhySecond
from app.blueprints.moderation.terms.subjects import Description


def propose(case: Case, draft: DecisionDraft, about: Description, why: WhySecond, *, by: Actor) -> Proposal:
    """Hand the case on to somebody else, with what one would decide."""
    raise NotImplementedError


def as_draft(proposal: Proposal, **now: Any) -> DecisionDraft:
    """What was proposed, as a draft; `now` are the values that a second moderator has: `version`, `seen_sha256`."""
    raise NotImplementedError
