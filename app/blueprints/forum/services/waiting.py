"""Whether what somebody writes waits for a moderator, and why."""

from typing import Any

from app.blueprints.accounts.terms import MembershipFact
from app.blueprints.forum.queries.writing import published_posts
from app.blueprints.forum.rules import posts as rules
from app.blueprints.forum.terms.spaces import FEW
from app.core.clock import now


def why_wait(space: Any, speaker: MembershipFact, *, pseudonymous: bool = False) -> str | None:
    """A word of `moderation.terms.cases`, or None: published at once. `space` is a row, or what a lock gave."""
    return rules.why_wait(
        space,
        speaker,
        lambda: published_posts(speaker.organisation_id, FEW),
        at=now(),
        pseudonymous=pseudonymous,
    )
