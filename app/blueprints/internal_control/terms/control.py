"""The eight points of internal control, and the yearly review."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

POINTS = tuple(range(1, 9))
"""The points of internkontrollforskriften section 5, second paragraph, 1-8."""

WRITTEN = frozenset({4, 5, 6, 7, 8})
"""The points that the regulation wants in writing: in place only with written evidence."""


class PointState(StrEnum):
    NOT_STARTED = "not_started"
    PARTLY = "partly"
    IN_PLACE = "in_place"


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
