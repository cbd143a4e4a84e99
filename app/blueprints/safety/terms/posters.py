"""Posters, and what those who report at one are told."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class PosterDraft:
    """Where a poster is to hang: a site, a place there ("Hall 2"), or both."""

    site_id: int | None = None
    place: str = ""


@dataclass(frozen=True)
class Answered:
    """All that whoever reported reads of her report later, without a name: how it stands, and the answer."""

    received_at: datetime
    answered_at: datetime | None
    answer: str
