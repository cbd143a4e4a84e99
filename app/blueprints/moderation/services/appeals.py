"""An author complains of a decision, once; another person answers."""

from datetime import date

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Appeal, Case, Decision
from app.blueprints.moderation.terms.appeals import AppealDraft
from app.blueprints.moderation.terms.decisions import DecisionDraft, Made
from app.blueprints.moderation.terms.subjects import Description


def last_day(decision: Decision) -> date:
    """The last day on which the decision can be appealed."""
    raise NotImplementedError


def open_appeal(decision: Decision, draft: AppealDraft, *, by: Actor) -> Appeal:
    """The author complains of a decision that stands, within three weeks, once."""
    raise NotImplementedError


def answer(case: Case, draft: DecisionDraft, about: Description, *, by: Actor) -> Made:
    """Another person decides the appeal: the decision stands, is taken back, or becomes another."""
    raise NotImplementedError
