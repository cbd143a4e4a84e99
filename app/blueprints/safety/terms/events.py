"""What happened, how bad it was, and whose worker was hurt."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class EventKind(StrEnum):
    """Mildest first. The order is the order in every list and form."""

    NEAR_MISS = "near_miss"
    FIRST_AID = "first_aid"
    MEDICAL_TREATMENT = "medical_treatment"
    RESTRICTED_WORK = "restricted_work"
    LOST_TIME = "lost_time"
    FATALITY = "fatality"


INJURIES = tuple(kind for kind in EventKind if kind is not EventKind.NEAR_MISS)


class Relation(StrEnum):
    """Whose worker was hurt. Hours cover own and hired-in people, so only their injuries enter a rate."""

    OWN = "own"
    HIRED_IN = "hired_in"
    OTHER = "other"


IN_THE_HOURS = frozenset({Relation.OWN, Relation.HIRED_IN})


ANSWER_WITHIN_DAYS = 14
"""A near miss that has waited longer for an answer is shown as waiting too long (the house's own rule)."""


@dataclass(frozen=True, kw_only=True)
class EventDraft:
    kind: EventKind
    happened_on: date
    happened_at: time | None = None
    place: str
    activity: str = ""
    what: str
    immediate: str = ""
    lost_days: int | None = None
    serious: bool = False
    relation: Relation | None = None
    version: int | None = None


@dataclass(frozen=True)
class Duty:
    """Whom the law asks to be told: a dated row, shown as guidance with its source."""

    code: str
    law: str
    source: str
    valid_from: date
    checked_on: date
