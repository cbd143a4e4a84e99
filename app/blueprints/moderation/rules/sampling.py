"""Which decisions are made a second time, and when two moderators agree."""

import hashlib
from collections.abc import Sequence

from app.blueprints.moderation.terms.decisions import Action

SAMPLED = frozenset({Action.APPROVE, Action.RETURN, Action.REDACT, Action.HIDE})

# What an action means for who wrote the thing: it stands, must be changed, or is gone from the public.
_CLASSES = {
    Action.APPROVE: "stands",
    Action.RESTORE: "stands",
    Action.UPHOLD: "stands",
    Action.RETURN: "changed",
    Action.REDACT: "changed",
    Action.HIDE: "gone",
    Action.REFER_BUYER: "gone",
}


def is_drawn(decision_id: int, percent: int, *, secret: str = "") -> bool:
    """Whether the decision is among the `percent` of a hundred that are judged again.

    By a hash of its number: the same each time it is asked, and whoever runs it again draws the same. With a `secret`,
    nobody can reckon beforehand which of her decisions will be looked at.
    """
    digest = hashlib.sha256(f"{secret}:{decision_id}".encode()).digest()
    return int.from_bytes(digest[:8]) % 10_000 < percent * 100


def agree(first: Action, first_reasons: Sequence[str], second: Action, second_reasons: Sequence[str]) -> bool:
    """Two moderators agree when the thing fares alike (stands, is changed, is gone) on the same first reason.

    Whether a text is redacted or sent back is how, not whether; a second reason beside the first makes no difference.
    """
    alike = _CLASSES.get(first, first.value) == _CLASSES.get(second, second.value)
    return alike and list(first_reasons[:1]) == list(second_reasons[:1])
