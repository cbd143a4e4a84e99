"""The room's vocabulary: bands, what is disclosed, who has checked it, and what comes in through a door."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class Band(StrEnum):
    """Injuries of one calendar year, from zero up: zero shares the lowest band, or "hidden" would mean one to four."""

    FEWEST = "0-4"
    FEW = "5-9"
    SOME = "10-19"
    MANY = "20+"


class Datum(StrEnum):
    """What is disclosed of a year; each is verified by itself."""

    INJURIES = "injuries"
    SICKNESS = "sickness"
    ACTIONS = "actions"
    NEAR_MISSES = "near_misses"
    TRAINING = "training"
    POINTS = "points"
    PARTICIPATION = "participation"


class Level(IntEnum):
    """V0 the firm says so; V1 it has put a document forward; V2 a buyer has checked; V3 an accredited body has."""

    DECLARED = 0
    DOCUMENTED = 1
    CHECKED = 2
    CERTIFIED = 3


class Opened(StrEnum):
    """Where a buyer read what a firm discloses."""

    PAGE = "page"
    PORTFOLIO = "portfolio"
    EXPORT = "export"


VERIFIED_MONTHS = 12
FEWEST_FIRMS = 5
MOST_OF_HOURS = 0.6
"""A pool has at least so many firms, and none of them more than this share of its hours (research note, F 6)."""


@dataclass(frozen=True, kw_only=True)
class ConsentDraft:
    """A firm lets a buyer see its years until a day; `pooled` lets its figures be counted in that buyer's pool."""

    receiver_id: int
    until: date
    purpose: str
    pooled: bool = True


@dataclass(frozen=True, kw_only=True)
class VerificationDraft:
    """Somebody has looked: `method` says how, `body`, `reference` and `expires_on` belong to a certificate (V3)."""

    year: int
    datum: Datum
    level: Level
    method: str
    body: str = ""
    reference: str = ""
    evidence_id: int | None = None
    expires_on: date | None = None
