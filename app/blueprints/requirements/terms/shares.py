"""What profiles and shares go through, and what something is shared for."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

LONGEST_SHARE_MONTHS = 24
MOST_SHARE_NAME = 200
CONSENT = 1
"""The version of the words to which a firm says yes when it shares: see `forms.shares.CONSENT_WORDS`."""
ONE_OPENING_MINUTES = 10
"""A page that is fetched again within so many minutes by the same person has been opened once."""


class ProfileState(StrEnum):
    """A DRAFT is its buyer's own; PUBLISHED is everybody's; WITHDRAWN can still be read, but is no longer offered."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class ShareKind(StrEnum):
    """A SNAPSHOT stays as it was when it was shared; LIVING follows the firm."""

    SNAPSHOT = "snapshot"
    LIVING = "living"


class Purpose(StrEnum):
    """What the firm agreed that its profile is used for. Nothing shared for one purpose is used for another."""

    DEVELOPMENT = "development"
    DIALOGUE = "dialogue"
    COMPETITION = "competition"


class ShareState(StrEnum):
    """LIVE until its last day has passed (ENDED), or until the firm takes it back (WITHDRAWN)."""

    LIVE = "live"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class ShareDraft:
    """What a firm wants to share, with whom, what for, and through which day."""

    receiver_id: int
    name: str
    kind: ShareKind
    purpose: Purpose
    until: date
    with_plan: bool = False


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A profile as it would be handed over: see `capability.services.profile_content`. `sha256` is of both parts.

    `content` has "plan" too where the firm's plan goes with it: see `services.plan_content`.
    """

    levels: dict[str, Any]
    content: dict[str, Any]
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ShareLine:
    """A share in a list, seen from either side. `readers` people of the receiver have opened it; the last did so then.

    The receiver's side is not told who opened it, and the three are then empty.
    """

    id: int
    organisation_id: int
    organisation: str
    number: str
    receiver_id: int
    receiver: str
    name: str
    kind: ShareKind
    purpose: Purpose
    until: date
    shared_at: datetime
    shared_by: str | None
    withdrawn_at: datetime | None
    refreshed_at: datetime | None = None
    readers: int = 0
    last_opened_at: datetime | None = None
    last_opened_by: str | None = None

    def state_on(self, today: date) -> ShareState:
        if self.withdrawn_at is not None:
            return ShareState.WITHDRAWN
        return ShareState.LIVE if self.until >= today else ShareState.ENDED


@dataclass(frozen=True, kw_only=True)
class OpeningLine:
    """Somebody of the receiver's opened what is shared."""

    id: int
    person: str
    opened_at: datetime
