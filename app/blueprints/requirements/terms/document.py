"""The document that a firm hands over."""

from dataclasses import dataclass
from datetime import date

from app.blueprints.improvement.terms import ActionStatus


@dataclass(frozen=True, kw_only=True)
class PlannedLine:
    """An action as the document tells of it. `cost` is in whole kroner, `expected` the type of evidence it ends in."""

    id: int
    subject: str
    title: str
    details: str
    owner: str
    starts_on: date | None
    due_on: date
    status: ActionStatus
    cost: int | None
    support: str
    expected: str
