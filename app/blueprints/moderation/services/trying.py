"""Deciding from a page that is shown again when the decision is refused."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Case
from app.blueprints.moderation.services.deciding import decide
from app.blueprints.moderation.terms.decisions import DecisionDraft, Made
from app.core.db import db


def try_to_decide(case: Case, draft: DecisionDraft, *, by: Actor) -> Made:
    """`decide`; what had been done when it was refused is taken back at once, so that the page tells what stands."""
    with db.session.begin_nested():
        return decide(case, draft, by=by)
