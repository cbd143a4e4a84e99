"""What those who look after a space do with its threads, and what drifts when something has gone wrong."""

from dataclasses import dataclass, field
from enum import StrEnum

MOST_PINNED = 3


class LockReason(StrEnum):
    """Why a thread takes no more posts. Codes, so that every reader is told in her own language."""

    ANSWERED = "answered"
    ELSEWHERE = "elsewhere"
    OVER = "over"
    OFF_TOPIC = "off_topic"
    HEATED = "heated"
    MODERATOR = "moderator"  # a decision of moderation, with a reason of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDraft:
    """Where a post and what stands below it go: to a thread by its number, or to a new one by its title."""

    thread_id: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A post to be moved: its id, its number (None while it waits), which post it answers, its path, what it counts."""

    id: int
    seq: int | None
    parent_id: int | None
    path: bytes | None
    visible: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """What one check of `flask forum verify` found: `count` rows, of which the first are named.

    A row is (thread or other id, number in the thread or None, what is stored, what was counted).
    """

    check: str
    count: int
    rows: list[tuple[int, int | None, str, str]] = field(default_factory=list)
