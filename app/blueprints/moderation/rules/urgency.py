"""How soon a case is due."""

from datetime import datetime, timedelta

from app.blueprints.moderation.terms.cases import Severity

DUE_AFTER = {
    Severity.DANGER: timedelta(hours=1),
    Severity.HIGH: timedelta(hours=4),
    Severity.USUAL: timedelta(hours=8),
    Severity.LOW: timedelta(hours=24),
}


def due(at: datetime, severity: Severity) -> datetime:
    """When a case of this severity should be decided."""
    return at + DUE_AFTER[severity]


def due_if_many(at: datetime, severity: Severity) -> datetime:
    """The same, when two or more organisations have reported it: half the time, and never less."""
    return at + DUE_AFTER[severity] / 2
