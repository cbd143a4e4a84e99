"""What a moderator decides."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.blueprints.moderation.terms.reasons import ReasonCode


class Action(StrEnum):
    """`APPROVE` lets stand, or publishes what waited. `RETURN`: its author must change it first.

    `RESTORE` shows again what was hidden; `UPHOLD` lets the decision stand that somebody has complained of.
    WARN, SILENCE and SUSPEND are about the author, and leave the thing as it is.
    """

    APPROVE = "approve"
    RETURN = "return"
    REDACT = "redact"
    HIDE = "hide"
    MOVE = "move"
    LOCK = "lock"
    REFER_BUYER = "refer_buyer"
    WARN = "warn"
    SILENCE = "silence"
    SUSPEND = "suspend"
    RESTORE = "restore"
    UPHOLD = "uphold"


NEEDS_REASON = frozenset(
    {
        Action.RETURN, Action.REDACT, Action.HIDE, Action.MOVE, Action.LOCK, Action.REFER_BUYER, Action.WARN,
        Action.SILENCE, Action.SUSPEND,
    }
)  # fmt: skip
ABOUT_THE_AUTHOR = frozenset({Action.WARN, Action.SILENCE, Action.SUSPEND})
HAS_AN_END = frozenset({Action.SILENCE, Action.SUSPEND})
# What takes a text, or a part of it, from the public, and so can be complained of.
CAN_BE_APPEALED = NEEDS_REASON
# Two people for these reasons when something is taken from the public, and for a suspension, always.
GRAVE = (ReasonCode.M3, ReasonCode.M4)
TAKES_AWAY = frozenset({Action.RETURN, Action.REDACT, Action.HIDE, Action.REFER_BUYER, Action.SUSPEND, Action.SILENCE})
LONGEST_SILENCE_DAYS = 90
LONGEST_SUSPENSION_DAYS = 365


@dataclass(frozen=True, slots=True)
class Cut:
    """A span to be redacted: of the `part` ("title" or "body") of the text that was read, from `start` to `end`."""

    part: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be done to a thing, as its room needs to know it."""

    reason_code: str
    at: datetime
    by_id: int
    cuts: tuple[Cut, ...] = ()
    target: str = ""  # where it is moved: a thread's number, or what the kind understands
    decision_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionDraft:
    """What the moderator decided, upon which version of the case and which text (`seen_sha256`).

    `until`: the last day of a silence or suspension. `own_ministry`: it concerns her own ministry, and another person
    is to decide. `reasons`: at least one for whatever takes something away.
    """

    action: Action
    reasons: tuple[ReasonCode, ...]
    facts: str
    version: int
    seen_sha256: str
    until: date | None = None
    cuts: tuple[Cut, ...] = ()
    target: str = ""
    own_ministry: bool = False


class WhySecond(StrEnum):
    """Why another person must decide."""

    GRAVE = "grave"  # M3 or M4
    SUSPENSION = "suspension"
    OWN_MINISTRY = "own_ministry"


class Settled(StrEnum):
    """What became of a decision when its half minute was over."""

    STANDS = "stands"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who decided what, when: what the loser of a race is told."""

    name: str
    at: datetime
    action: Action
    reason_code: ReasonCode | None


@dataclass(frozen=True, slots=True)
class Made:
    """What came of deciding: a decision, or a proposal that waits for a second person."""

    decision: Any = None
    proposal: Any = None
