"""What holds for an action, whoever asks."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Protocol, TypeVar

from app.blueprints.improvement.terms import LONGEST_PLAN_YEARS, MOST_COST, ActionStatus


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


def days_fault(starts_on: date | None, due_on: date) -> str | None:
    """The code of what is wrong with a start, or None: nothing is due before it begins."""
    return "due_before_start" if starts_on is not None and due_on < starts_on else None


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


def circle(waits: Mapping[int, Collection[int]], action_id: int, needs: Collection[int]) -> list[int]:
    """The shortest circle that would come of `action_id` waiting for `needs`; [] when none would.

    `waits` says what every action waits for today; what it says of `action_id` itself gives way to `needs`.
    [1, 2, 3, 1]: 1 waits for 2, which waits for 3, which waits for 1.
    """
    ways = [[action_id, need] for need in needs]
    seen: set[int] = set()
    for way in ways:  # grows while it is walked: nearest first
        if way[-1] == action_id:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, further] for further in waits.get(way[-1], ())]
    return []


class NotKroner(ValueError):
    """What was typed is no sum of whole kroner; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


_SPACES = re.compile(r"[\s\u00a0\u2009\u202f'’]+")
_AROUND = re.compile(r"^(?:kr\.?|nok)|(?:kr\.?|nok|kroner)$", re.IGNORECASE)
_NO_CENTS = re.compile(r"[.,](?:-|–|−|00?)$")
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+")
_BROKEN = re.compile(r"[0-9.,]*[.,][0-9]+")


def kroner(typed: str) -> int:
    """12500 of "12 500", "12.500", "kr 12 500,-" and "12 500,00"; otherwise NotKroner.

    Codes: cost_negative, cost_with_decimals, cost_too_high, cost_not_a_number.
    """
    text = _NO_CENTS.sub("", _AROUND.sub("", _SPACES.sub("", typed)))
    if text[:1] in ("-", "–", "−"):
        raise NotKroner("cost_negative")
    if not _WHOLE.fullmatch(text):
        raise NotKroner("cost_with_decimals" if _BROKEN.fullmatch(text) else "cost_not_a_number")
    digits = re.sub("[.,]", "", text).lstrip("0")
    if len(digits) > len(str(MOST_COST)) or int(digits or "0") > MOST_COST:
        raise NotKroner("cost_too_high")
    return int(digits or "0")
