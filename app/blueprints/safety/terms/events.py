"""What happened, how bad it was, and whose worker was hurt."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from uuid import UUID


class EventKind(StrEnum):
    """Mildest first. The order is the order in every list and form."""

    NEAR_MISS = "near_miss"
    FIRST_AID = "first_aid"
    MEDICAL_TREATMENT = "medical_treatment"
    RESTRICTED_WORK = "restricted_work"
    LOST_TIME = "lost_time"
    FATALITY = "fatality"


INJURIES = tuple(kind for kind in EventKind if kind is not EventKind.NEAR_MISS)


class Mechanism(StrEnum):
    """How it happened: our own short list after the groups of ESAW's "contact, mode of injury"."""

    FALL_SAME_LEVEL = "fall_same_level"
    FALL_FROM_HEIGHT = "fall_from_height"
    STRUCK = "struck"
    CUT = "cut"
    CAUGHT = "caught"
    STRAIN = "strain"
    VEHICLE = "vehicle"
    MACHINE = "machine"
    ELECTRICITY = "electricity"
    HEAT_OR_FIRE = "heat_or_fire"
    CHEMICAL = "chemical"
    VIOLENCE = "violence"
    OTHER = "other"


class Channel(StrEnum):
    """How a report came: from the office, from a worker's own page, or from a poster on the wall."""

    OFFICE = "office"
    WORKER = "worker"
    POSTER = "poster"


class Relation(StrEnum):
    """Whose worker was hurt. Hours cover own and hired-in people, so only their injuries enter a rate."""

    OWN = "own"
    HIRED_IN = "hired_in"
    OTHER = "other"


IN_THE_HOURS = frozenset({Relation.OWN, Relation.HIRED_IN})


ANSWER_WITHIN_DAYS = 14
"""A near miss that has waited longer for an answer is shown as waiting too long (the house's own rule)."""


@dataclass(frozen=True, kw_only=True)
class Sought:
    """Which events a list shows; what is empty lets everything through. `unanswered` are near misses that wait."""

    kinds: tuple[EventKind, ...] = ()
    year: int | None = None
    site_id: int | None = None
    unanswered: bool = False


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
    name: str = ""
    mechanism: Mechanism | None = None
    site_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReportDraft:
    """A near miss told by whoever saw it: three fields, and a photo for whoever has one.

    `name` is "" for whoever wants to be nobody; `language` is the one the page was read in. `sent_key` is made by the
    page: the same report sent twice is one report.
    """

    what: str
    place: str
    happened_on: date
    language: str
    name: str = ""
    sent_key: UUID | None = None


@dataclass(frozen=True)
class Duty:
    """Whom the law asks to be told: a dated row, shown as guidance with its source."""

    code: str
    law: str
    source: str
    valid_from: date
    checked_on: date
