"""A moderator asks a lawyer about a case, and gets an answer."""

from app.blueprints.accounts.terms import Actor
from app.blueprints.moderation.models import Case, LegalOpinion


def ask(case: Case, question: str, *, by: Actor) -> LegalOpinion:
    """The case waits for a lawyer's opinion, out of the queue."""
    raise NotImplementedError


def answer(opinion: LegalOpinion, text: str, *, by: Actor) -> None:
    """The lawyer answers; the case is back in the queue, and whoever asked is told."""
    raise NotImplementedError
