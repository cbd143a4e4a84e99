"""How much harm a case does while it waits, and so how soon it is due. Only opening hours count."""

from datetime import datetime, timedelta

from app.blueprints.moderation.terms import cases as why
from app.blueprints.moderation.terms.cases import Severity, Source
from app.blueprints.moderation.terms.reasons import ReasonCode
from app.core.opening_hours import SITE_HOURS, Hours, after_open_time

DUE_AFTER = {
    Severity.DANGER: timedelta(hours=1),
    Severity.HIGH: timedelta(hours=2),
    Severity.USUAL: timedelta(hours=4),
    Severity.LOW: timedelta(hours=8),
}
# What the queue's tile measures the median against: the time of a usual case.
GOAL = DUE_AFTER[Severity.USUAL]

# What harms somebody while it stands there comes first; what only lies in the wrong place can wait a working day.
_BY_REASON: dict[str, Severity] = {
    ReasonCode.M4: Severity.DANGER,
    why.IDENTITY_NUMBER: Severity.DANGER,
    ReasonCode.M3: Severity.HIGH,
    ReasonCode.M1: Severity.HIGH,
    ReasonCode.M2: Severity.HIGH,
    ReasonCode.M5: Severity.HIGH,
    why.PERSONAL_DATA: Severity.HIGH,
    why.SECRET: Severity.HIGH,
    ReasonCode.M6: Severity.LOW,
    ReasonCode.P2: Severity.LOW,
    ReasonCode.P5: Severity.LOW,
    why.DISAGREEMENT: Severity.LOW,
    why.SAMPLE: Severity.LOW,
}
_BY_SOURCE = {Source.SAMPLE: Severity.LOW, Source.TRANSLATION: Severity.LOW}


def severity_of(source: Source, reason: str) -> Severity:
    """How grave what was pointed at is, when it is as it was said to be."""
    return _BY_REASON.get(reason) or _BY_SOURCE.get(source) or Severity.USUAL


def due(at: datetime, severity: Severity, hours: Hours = SITE_HOURS) -> datetime:
    """When a case of this severity should be decided."""
    return after_open_time(at, DUE_AFTER[severity], hours)


def due_if_many(at: datetime, severity: Severity, hours: Hours = SITE_HOURS) -> datetime:
    """The same, when two or more organisations have reported it: half the time, and never less."""
    return after_open_time(at, DUE_AFTER[severity] / 2, hours)
