"""The eight points of internal control, and the yearly review."""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from app.core.localized import Localized

ROOM = Path(__file__).parents[1]

POINTS = tuple(range(1, 9))
"""The points of internkontrollforskriften section 5, second paragraph, 1-8."""

WRITTEN = frozenset({4, 5, 6, 7, 8})
"""The points that the regulation wants in writing: in place only with written evidence."""

MOST_HOW = 4_000
MOST_TOOK_PART = 200
MOST_FINDINGS = 10_000
MOST_COMMENT = 2_000
FIRST_YEAR = 2000
REVIEW_MONTHS = 12
"""Months after which a firm is reminded that it has not gone through its system (the house's own rule)."""


class PointState(StrEnum):
    """What the firm says of a point."""

    NOT_STARTED = "not_started"
    PARTLY = "partly"
    IN_PLACE = "in_place"


class Shown(StrEnum):
    """How a point reads on a day. EXPIRED: said to be in place, but what showed it in writing no longer counts."""

    NOT_STARTED = "not_started"
    PARTLY = "partly"
    IN_PLACE = "in_place"
    EXPIRED = "expired"


class Next(StrEnum):
    """What a firm does next, for its overview."""

    RENEW = "renew"
    POINT = "point"
    DUTY = "duty"
    REVIEW = "review"
    SIGNATURE = "signature"
    TRAINING = "training"
    NOTHING = "nothing"


class Signing(StrEnum):
    """Who has signed a yearly review. NOBODY_ELSE: signed by the firm only, by a written agreement that there is no
    safety representative."""

    NOBODY = "nobody"
    FIRM = "firm"
    STAFF = "staff"
    BOTH = "both"
    NOBODY_ELSE = "nobody_else"


@cache
def _texts() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((ROOM / "eight_points.json").read_text(encoding="utf-8"))
    return read


@dataclass(frozen=True, slots=True)
class PointText:
    """One of the eight points in our own words: the rule in a sentence, what it takes, and what can show it."""

    number: int

    def _said(self, what: str) -> Localized:
        return Localized(_texts()["points"][str(self.number)][what])

    @property
    def name(self) -> Localized:
        return self._said("name")

    @property
    def short(self) -> Localized:
        return self._said("short")

    @property
    def about(self) -> Localized:
        return self._said("about")

    @property
    def evidence(self) -> Localized:
        return self._said("evidence")

    @property
    def written(self) -> bool:
        return self.number in WRITTEN


POINT_TEXTS = {number: PointText(number) for number in POINTS}


@dataclass(frozen=True, slots=True)
class LawSource:
    """Where the eight points are from, and the day on which what we say of them was last gone through."""

    law: Localized
    address: str
    checked_on: date


def points_source() -> LawSource:
    said = _texts()["source"]
    return LawSource(Localized(said["law"]), said["address"], date.fromisoformat(said["checked_on"]))


@dataclass(frozen=True, kw_only=True)
class PointDraft:
    state: PointState
    how: str = ""
    evidence_ids: tuple[int, ...] = ()
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewDraft:
    """A yearly review: what was gone through, found and decided. `took_part` names roles, not people."""

    year: int
    held_on: date
    took_part: str = ""
    findings: str = ""
    decisions: str = ""
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class StaffDraft:
    """What the safety representative says of a review: signed, or why not."""

    signs: bool
    comment: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlStanding:
    """Where a firm's internal control stands on a day, as counts.

    `training_valid` of `training_all` rows that have not ended; `points_evidenced` of 8 in place and shown by evidence
    that counts; `review_signed`: the review of that year or the year before stands.
    """

    training_valid: int = 0
    training_all: int = 0
    points_evidenced: int = 0
    review_signed: bool = False
