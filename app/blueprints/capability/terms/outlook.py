"""What a firm's numbers ask of it today, and what the calendar will do to them."""

from dataclasses import dataclass
from datetime import date

from app.blueprints.capability.terms.standing import Endorsed, HeldProof, ReviewState
from app.core.localized import Localized

SOON_DAYS = 90
"""What falls or ends within so many days is told of on the overview."""
NEWS_DAYS = 14
"""So long is an answer from a reviewer news; what was returned waits longer, until the firm asks again."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A review as far as it matters here, with the name of its dimension."""

    review_id: int
    code: str
    name: Localized
    state: ReviewState
    reviewer: str
    decided_on: date | None
    endorsed: Endorsed | None
    """What came of it, when it is an endorsement."""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """On `day` a dimension's level falls to `level`, or its endorsement has its last day."""

    code: str
    name: Localized
    day: date
    level: int | None = None


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """The first to come in front; `returned` and `answered` the newest in front."""

    falls: tuple[Turn, ...] = ()
    ends: tuple[Turn, ...] = ()
    returned: tuple[Asked, ...] = ()
    answered: tuple[Asked, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What carries a dimension: its name, and the sound evidence that is put forward for it."""

    code: str
    name: Localized
    proof: HeldProof
