"""The room's vocabulary: bands, what is disclosed, who has checked it, and what comes in through a door."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any

Json = dict[str, Any]


class Band(StrEnum):
    """Injuries of one calendar year, from zero up: zero shares the lowest band, or "hidden" would mean one to four."""

    FEWEST = "0-4"
    FEW = "5-9"
    SOME = "10-19"
    MANY = "20+"


class Datum(StrEnum):
    """What is disclosed of a year; each is verified by itself. What a firm does comes first, on every page."""

    ACTIONS = "actions"
    NEAR_MISSES = "near_misses"
    TRAINING = "training"
    POINTS = "points"
    PARTICIPATION = "participation"
    INJURIES = "injuries"
    SICKNESS = "sickness"


SHARES = (Datum.ACTIONS, Datum.NEAR_MISSES, Datum.TRAINING, Datum.POINTS)
"""Shares of a whole: so many of so many."""
FIGURES = (Datum.NEAR_MISSES, Datum.INJURIES, Datum.SICKNESS)
"""What rests on hours and events. A change of either ends the verification of all three: which it was is not told."""


class Why(StrEnum):
    """Why a figure is not given. None of these depends on how many were hurt or ill."""

    NOT_OVER = "not_over"
    HOURS_MISSING = "hours_missing"
    DAYS_MISSING = "days_missing"
    FEW_PEOPLE = "few_people"


class Level(IntEnum):
    """V0 the firm says so; V1 it has put a document forward; V2 a buyer has checked; V3 an accredited body has."""

    DECLARED = 0
    DOCUMENTED = 1
    CHECKED = 2
    CERTIFIED = 3


class Ended(StrEnum):
    """Why a verification ended before its last day."""

    CHANGED = "changed"
    REPLACED = "replaced"


class Opened(StrEnum):
    """Where a buyer read what a firm discloses."""

    PAGE = "page"
    PORTFOLIO = "portfolio"
    EXPORT = "export"


VERIFIED_MONTHS = 12
TOLD_BEFORE_DAYS = 30
LONGEST_CERTIFICATE_YEARS = 5
LONGEST_CONSENT_MONTHS = 24
YEARS_SHOWN = 5
"""This calendar year and those before it: fixed windows, so that no two that overlap can be taken from each other."""
FEWEST_PEOPLE = 10
"""Sickness absence of fewer would be about somebody (research note, F 4)."""
FEWEST_FIRMS = 5
"""A pool has at least so many (research note, F 6); how much of its hours one may have is a rule of safety's."""
FEWEST_INJURIES = 5
"""A pool with fewer says no figure: a total of 0 would say that each of its firms had none, and that is hidden."""
POOLS_FROM = (3, 1)
"""Month and day from which the pools of the year before are issued: by then its hours have been reported."""
MOST_PURPOSE = 200
MOST_METHOD = 2_000
PORTFOLIO_LENGTH = 50
MOST_EXPORTED = 5_000


@dataclass(frozen=True, kw_only=True)
class ConsentDraft:
    """A firm lets a buyer see its years until a day; `pooled` lets its figures be counted in that buyer's pool."""

    receiver_id: int
    until: date
    purpose: str
    pooled: bool = True


@dataclass(frozen=True, kw_only=True)
class VerificationDraft:
    """Somebody has looked: `method` says how, `body`, `reference` and `expires_on` belong to a certificate (V3).

    `shown` is the fingerprint of the value that was looked at: nobody verifies what she has not seen.
    """

    year: int
    datum: Datum
    level: Level
    method: str
    body: str = ""
    reference: str = ""
    evidence_id: int | None = None
    expires_on: date | None = None
    shown: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A verification that has not been ended, as it is read. `digest` is of the value that was checked."""

    organisation_id: int
    year: int
    datum: Datum
    level: Level
    by_organisation_id: int
    by_organisation: str
    by_person: str | None
    method: str
    body: str
    reference: str
    digest: bytes
    verified_on: date
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DatumShown:
    """One datum of one year. `value` is what the row holds under its name; `checked` what stands behind it, if any."""

    datum: Datum
    value: Any
    checked: Checked | None
    can_be_verified: bool
    digest: bytes

    @property
    def level(self) -> Level:
        return self.checked.level if self.checked else Level.DECLARED


@dataclass(frozen=True, slots=True, kw_only=True)
class YearShown:
    """A calendar year as a buyer sees it, and as the firm sees that a buyer sees it."""

    year: int
    is_over: bool
    data: tuple[DatumShown, ...]

    def of(self, datum: Datum) -> DatumShown:
        return next(shown for shown in self.data if shown.datum is datum)

    @property
    def mix(self) -> dict[Level, int]:
        """How many of the data stand on each level, the highest first."""
        return {level: sum(shown.level is level for shown in self.data) for level in sorted(Level, reverse=True)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioLine:
    """One firm of a portfolio in one calendar year. `key` is where the list goes on after it."""

    organisation_id: int
    name: str
    number: str
    key: str
    content: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentLine:
    """A consent in the firm's list of them."""

    id: int
    receiver_id: int
    receiver: str
    number: str
    purpose: str
    pooled: bool
    until: date
    given_at: datetime
    given_by: str | None
    withdrawn_at: datetime | None

    def is_live(self, today: date) -> bool:
        return self.withdrawn_at is None and self.until >= today


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLine:
    """Somebody of a receiver's read what the firm discloses."""

    id: int
    receiver: str
    person: str
    opened: Opened
    read_at: datetime
