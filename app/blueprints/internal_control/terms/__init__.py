"""The room's vocabulary, one module a noun."""

from app.blueprints.internal_control.terms.control import POINTS, WRITTEN, PointDraft, PointState, ReviewDraft
from app.blueprints.internal_control.terms.duties import Applies, DutyDraft, DutyState, FirmDraft
from app.blueprints.internal_control.terms.training import HOLDER_KEPT_MONTHS, REMINDERS, Course, TrainingDraft

__all__ = [
    "HOLDER_KEPT_MONTHS",
    "POINTS",
    "REMINDERS",
    "WRITTEN",
    "Applies",
    "Course",
    "DutyDraft",
    "DutyState",
    "FirmDraft",
    "PointDraft",
    "PointState",
    "ReviewDraft",
    "TrainingDraft",
]
