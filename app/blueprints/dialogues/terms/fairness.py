"""What a buyer thinks through before a dialogue is published, and what it answers."""

from dataclasses import dataclass
from enum import StrEnum


class FairPoint(StrEnum):
    """One point of the fairness check, in the order of the page; each is said so that yes is what is wished for."""

    TIME = "time"
    OPEN = "open"
    KNOWN = "known"
    HELP = "help"
    EFFORT = "effort"
    USE = "use"
    TIES = "ties"


class FairWarning(StrEnum):
    """What the site sees by itself, and what the answer must then have a reason for."""

    SHORT = "short"
    HOLIDAY = "holiday"
    QUESTIONS_LATE = "questions_late"
    INVITED = "invited"
    MANY_NEEDS = "many_needs"


@dataclass(frozen=True, slots=True)
class FairAnswer:
    """`yes`: it is so. `no`: it is not, or not wholly. `reason`: why, or what is done about it."""

    word: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FairnessDraft:
    answers: dict[FairPoint, FairAnswer]
    version: int
