"""What holds for an action, whoever asks."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from app.blueprints.improvement.terms import LONGEST_PLAN_YEARS, ActionStatus


class Planned(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def status(self) -> ActionStatus: ...
    @property
    def due_on(self) -> date: ...


T = TypeVar("T", bound=Planned)


def is_late(status: ActionStatus, due_on: date, today: date) -> bool:
    """An open action is late from the day after it was due."""
    return status.is_open and due_on < today


def due_date_fault(due_on: date, today: date) -> str | None:
    """The code of what is wrong with a new due date, or None: it has not passed, and it is not absurdly far away."""
    if due_on < today:
        return "due_in_the_past"
    if due_on.year > today.year + LONGEST_PLAN_YEARS:
        return "due_too_far_away"
    return None


def in_order(actions: Iterable[T]) -> list[T]:
    """Open ones first, the soonest due on top, so that what is late leads; then what is over, the latest due on top."""
    ordered = sorted(actions, key=lambda action: (action.due_on, action.id))
    still_open = [action for action in ordered if action.status.is_open]
    over = [action for action in reversed(ordered) if not action.status.is_open]
    return still_open + over


def split_subject(subject: str) -> tuple[str, str]:
    """("safety", "event:12") of "safety:event:12"; ("", "") when there is none."""
    kind, _, code = subject.partition(":")
    return kind, code
