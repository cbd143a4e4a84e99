"""Three numbers a dimension, never merged, and what two of them rest on."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

ENDORSED_MONTHS = 24
"""How long an endorsement holds when the reviewer sets no other date."""
RECENT_MONTHS = 12
"""How old the latest record may be for a document to be in use."""
DATA_MONTHS = 12
"""How long a record must be to carry level 4."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """A piece of evidence, put forward for one dimension at one level.

    `strength` is 0 statement, 1 own document, 2 a third party's, 3 fetched from a register, 4 seen on site or tested.
    `valid_from` and `valid_to` are both included; None is "always was" and "no end". `record_from` and `record_to` are
    the first and the last date that the records inside cover; None where it holds no records.
    """

    strength: int
    level: int
    valid_from: date | None = None
    valid_to: date | None = None
    record_from: date | None = None
    record_to: date | None = None
    shares_learning: bool = False


@dataclass(frozen=True, kw_only=True)
class Endorsement:
    """What a reviewer outside the firm endorsed; it holds from `decided_on` through `expires_on`."""

    level: int
    decided_on: date
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class Three:
    """What the firm claims (None: not answered), what evidence supports, what a reviewer endorsed.

    `endorsed` is None when nobody has, and when it has expired: `rules.three` puts only what is in date here.
    """

    claimed: int | None
    evidenced: int
    endorsed: int | None = None

    @property
    def effective(self) -> int:
        """The level that counts towards a requirement: the endorsed one, also when it is the lower, else the evidenced.

        A claim never counts.
        """
        return self.evidenced if self.endorsed is None else self.endorsed


class Missing(StrEnum):
    """What stands between a firm's evidence and a level."""

    STATEMENT = "needs_statement"
    DOCUMENT = "needs_document"
    RECENT_RECORD = "needs_recent_record"
    THIRD_PARTY = "needs_third_party"
    TWELVE_MONTHS = "needs_twelve_months"
    SHARED_LEARNING = "needs_shared_learning"


@dataclass(frozen=True)
class DataFault:
    """What is wrong with levels, or with a profile of them, that came as data: where, a code, and what was found."""

    where: str
    code: str
    found: Any = None
