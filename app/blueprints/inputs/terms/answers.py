"""What a firm answers, in the lane that it chooses for each answer."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

LONGEST_REASON = 500


class Lane(StrEnum):
    """`PUBLIC`: with the firm's name, for everybody. `BUYER`: to the buyer, and published only as a neutral paraphrase
    that the firm has approved. `CONFIDENTIAL`: the same, and marked passages are never published, with a reason.
    """

    PUBLIC = "public"
    BUYER = "buyer"
    CONFIDENTIAL = "confidential"


class InputState(StrEnum):
    """`BEGUN`: the firm's own. `HANDED_IN`: the buyer reads it; what is changed since is the firm's own until it is
    handed in again. `WITHDRAWN`: taken back before the deadline.
    """

    BEGUN = "begun"
    HANDED_IN = "handed_in"
    WITHDRAWN = "withdrawn"


class ParaphraseState(StrEnum):
    """`PROPOSED` by the buyer; `CHANGED`: the firm proposes other words, the buyer decides whether to use them.

    Only what the firm has said yes to is `APPROVED`, and only that can be `PUBLISHED`. Silence leaves it `PROPOSED`,
    and with the end of the dialogue `LAPSED`. `OUTDATED`: the answer behind it was changed.
    """

    PROPOSED = "proposed"
    CHANGED = "changed"
    APPROVED = "approved"
    DECLINED = "declined"
    PUBLISHED = "published"
    OUTDATED = "outdated"
    LAPSED = "lapsed"


OPEN = (ParaphraseState.PROPOSED, ParaphraseState.CHANGED, ParaphraseState.APPROVED)


@dataclass(frozen=True, slots=True)
class Passage:
    """From character `start` up to, not with, `end` of a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One answer as its form holds it: `text` with [[...]] around confidential passages, `chosen` by number from 0."""

    text: str = ""
    number: str = ""
    chosen: tuple[int, ...] = ()
    lane: Lane = Lane.BUYER
    reason: str = ""
    file_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One answer as it is handed in: `body` without marks, the confidential `passages` in it, and the lane."""

    question_id: int
    body: str = ""
    passages: tuple[Passage, ...] = field(default=())
    number: Decimal | None = None
    chosen: tuple[int, ...] = ()
    lane: Lane = Lane.BUYER
    reason: str = ""
    file_id: int | None = None
