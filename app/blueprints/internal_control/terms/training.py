"""Training: what it is, and what comes in through a door."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Course(StrEnum):
    """Training that a small firm keeps track of; OTHER is named by its title."""

    LEADERS_SAFETY = "leaders_safety"
    REPRESENTATIVES_SAFETY = "representatives_safety"
    FIRST_AID = "first_aid"
    FIRE = "fire"
    HOT_WORK = "hot_work"
    WORK_AT_HEIGHT = "work_at_height"
    SCAFFOLDING = "scaffolding"
    LIFTING = "lifting"
    TRUCK = "truck"
    MACHINES = "machines"
    ELECTRICAL = "electrical"
    CHEMICALS = "chemicals"
    WELDING = "welding"
    ROAD_WORK = "road_work"
    OTHER = "other"


REMINDERS = (60, 14)
"""Days before training expires on which the firm is told (the house's own rule)."""

HOLDER_KEPT_MONTHS = 12
"""Months after training has ended (the person left, say) during which the name stays (the house's own rule)."""


SOON_DAYS = REMINDERS[0]
"""Training that expires within so many days is shown as such."""

MOST_HOLDER = 120
MOST_COURSE_TITLE = 120
MOST_AT_ONCE = 50
"""Names in one go: a course is taken by a crew."""

COMMON_MONTHS = {
    Course.FIRST_AID: 24,
    Course.FIRE: 12,
    Course.HOT_WORK: 60,
    Course.ELECTRICAL: 12,
    Course.WELDING: 36,
    Course.ROAD_WORK: 60,
}
"""After how many months such training is often taken again. Custom, offered as a hint: no law speaks through it."""


@dataclass(frozen=True, slots=True)
class RunningOut:
    """How many rows of training have expired, how many expire within `SOON_DAYS`, and the first day of those."""

    expired: int = 0
    expiring: int = 0
    first: date | None = None


class TrainingState(StrEnum):
    """VALID counts EXPIRING too: what expires soon still holds. ENDED: taken anew, or the person left."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class CrewDraft:
    """One course that several people took. `confirmed`: whoever writes has seen that some of them have it already."""

    course: Course
    holders: tuple[str, ...]
    completed_on: date
    expires_on: date | None = None
    title: str = ""
    evidence_id: int | None = None
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class RenewalDraft:
    """The same training, taken once more by the same person."""

    completed_on: date
    expires_on: date | None = None
    evidence_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class TrainingDraft:
    """`holder` is the name of whoever was trained; `expires_on` is None for what does not expire."""

    course: Course
    holder: str
    completed_on: date
    expires_on: date | None = None
    title: str = ""
    evidence_id: int | None = None
    version: int | None = None
