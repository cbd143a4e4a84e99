"""A share of the decisions is made a second time, by somebody who does not see the first."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.terms.decisions import DecisionDraft, Made


def judge(case: Case, draft: DecisionDraft, *, by: Actor) -> Made:
    """What a second moderator would have decided, written down once. Changes nothing by itself."""
    raise NotImplementedError
