"""A firm asks to be endorsed, and a reviewer outside answers."""

from dataclasses import dataclass
from datetime import date, datetime

from app.blueprints.accounts.terms import Kind
from app.blueprints.capability.terms.standing import ReviewState

REVIEWING_KINDS = (Kind.BUYER, Kind.INTEREST, Kind.MINISTRY)
"""Who is asked to endorse a supplier: never another one."""

MOST_MESSAGE = 2_000
MOST_REASON = 4_000
LONGEST_ENDORSED_MONTHS = 36
"""So long after leaving a firm somebody is still no outsider to it."""
OPENED_DAYS = 90
"""How long the reviewer may open the documents that were put before it."""
MOST_REVIEWERS = 60
"""As many as one chooses among at once; a name narrows them down."""
REMINDED_DAYS = (90, 30, 7)
"""So many days before an endorsement expires is the firm told."""
STATEMENT_VERSION = 1
"""Of the words in which a reviewer declares to have no conflict of interest; the journal notes which one it was."""


@dataclass(frozen=True, kw_only=True)
class ReviewDraft:
    """Whom the firm asks, and what it says to them."""

    reviewer_id: int
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class VerdictDraft:
    """What the reviewer answers. `level` and `expires_on` count only for an endorsement; `version` is the one read."""

    state: ReviewState
    reason: str
    level: int | None = None
    seen_on: date | None = None
    expires_on: date | None = None
    version: int = 0


@dataclass(frozen=True, kw_only=True)
class ReviewLine:
    """A review in a list, seen from either side."""

    id: int
    organisation_id: int
    organisation: str
    reviewer_id: int
    reviewer: str
    code: str
    claimed: int
    state: ReviewState
    level: int | None
    reason: str
    seen_on: date | None
    asked_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    expires_on: date | None
    message: str = ""
