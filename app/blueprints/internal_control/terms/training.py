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
