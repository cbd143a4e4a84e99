"""What holds for training: its state on a day, whom it is told of when, and how a list of it is looked at."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from app.blueprints.internal_control.terms import (
    HOLDER_KEPT_MONTHS,
    REMINDERS,
    SOON_DAYS,
    Course,
    TrainingState,
)
from app.core.alphabet import sort_key
from app.core.calendar import months_later

LONGEST_YEARS = 50
SORTS = ("person", "course", "expires")


class Held(Protocol):
    """What a row of training tells."""

    @property
    def id(self) -> int: ...
    @property
    def course(self) -> Course: ...
    @property
    def title(self) -> str: ...
    @property
    def holder(self) -> str: ...
    @property
    def completed_on(self) -> date: ...
    @property
    def expires_on(self) -> date | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


T = TypeVar("T", bound=Held)


def state_of(row: Held, day: date) -> TrainingState:
    """What expires on `day` is still valid that day."""
    if row.ended_at is not None:
        return TrainingState.ENDED
    if row.expires_on is None:
        return TrainingState.VALID
    if row.expires_on < day:
        return TrainingState.EXPIRED
    return TrainingState.EXPIRING if (row.expires_on - day).days <= SOON_DAYS else TrainingState.VALID


def valid_of_all(rows: Iterable[Held], day: date) -> tuple[int, int]:
    """(valid on the day, all) of what has not ended."""
    states = [state for row in rows if (state := state_of(row, day)) is not TrainingState.ENDED]
    return sum(state is not TrainingState.EXPIRED for state in states), len(states)


def training_fault(completed_on: date, expires_on: date | None, today: date) -> tuple[str, str] | None:
    """(code, field) of what is wrong with the days, or None."""
    if completed_on > today:
        return "training_in_the_future", "completed_on"
    if expires_on is not None and expires_on <= completed_on:
        return "training_expires_before_it_was_taken", "expires_on"
    if expires_on is not None and expires_on.year > completed_on.year + LONGEST_YEARS:
        return "training_expires_too_late", "expires_on"
    return None


def names_in(text: str) -> tuple[str, ...]:
    """One name a line; blank lines and names that stand there already are passed over."""
    names: dict[str, str] = {}
    for line in text.splitlines():
        if line.strip():
            names.setdefault(name_key(line), " ".join(line.split()))
    return tuple(names.values())


def name_key(name: str) -> str:
    """Two ways to write one name, in large and small letters or with double spaces, are one person."""
    return " ".join(name.split()).casefold()


def kind_of(row: Held) -> tuple[Course, str]:
    """Which training it is: what is called "other" is told apart by its title."""
    return row.course, name_key(row.title) if row.course is Course.OTHER else ""


def names_kept_since(today: date) -> date:
    """The name of what ended before this day is kept no longer."""
    return months_later(today, -HOLDER_KEPT_MONTHS)


def step_due(expires_on: date | None, reminded: int | None, today: date) -> int | None:
    """Which reminder is due today, 60 or 14: each once, and one that was passed over not afterwards."""
    if expires_on is None or not 0 <= (left := (expires_on - today).days) <= REMINDERS[0]:
        return None
    step = min(step for step in REMINDERS if left <= step)
    return step if reminded is None or reminded > step else None


# How a list is looked at


@dataclass(frozen=True)
class TrainingChoice:
    """What is to be shown: a state ("": all that has not ended), one course, one person by a row of hers; sorted how.

    A person is a row's number and not a name: what stands in an address stands in logs.
    """

    state: str = ""
    course: str = ""
    person: int | None = None
    sort: str = SORTS[0]

    @property
    def active(self) -> int:
        """How many filters are on."""
        return bool(self.state) + bool(self.course) + bool(self.person)


def chosen(rows: Sequence[T], choice: TrainingChoice, day: date) -> list[T]:
    """The rows that the choice lets through, in its order."""
    holder = next((row.holder for row in rows if row.id == choice.person), None)
    return in_sort([row for row in rows if _fits(row, choice, holder, day)], choice.sort)


def _fits(row: Held, choice: TrainingChoice, holder: str | None, day: date) -> bool:
    if choice.course and row.course != choice.course:
        return False
    if choice.person is not None and (not holder or name_key(row.holder) != name_key(holder)):
        return False
    state = state_of(row, day)
    if choice.state == TrainingState.VALID:
        return state in (TrainingState.VALID, TrainingState.EXPIRING)
    return not choice.state or state == choice.state


def in_sort(rows: Iterable[T], sort: str) -> list[T]:
    """By person, by course, or what expires first on top; what never does comes last."""
    ordered = sorted(rows, key=lambda row: (sort_key(row.holder), list(Course).index(row.course), row.id))
    if sort == "course":
        return sorted(ordered, key=lambda row: (list(Course).index(row.course), sort_key(row.title)))
    if sort == "expires":
        return sorted(ordered, key=lambda row: row.expires_on or date.max)
    return ordered


def people(rows: Iterable[Held]) -> list[tuple[int, str]]:
    """(the lowest number of the person's rows, the name as it stands there), by name."""
    first: dict[str, tuple[int, str]] = {}
    for row in sorted(rows, key=lambda row: row.id):
        if row.holder:
            first.setdefault(name_key(row.holder), (row.id, row.holder))
    return sorted(first.values(), key=lambda one: (sort_key(one[1]), one[0]))


Kind = tuple[Course, str]


def kinds(rows: Collection[T]) -> list[tuple[Kind, T]]:
    """Each training that somebody has, with a row of it to read its name off; in the order of the courses."""
    found: dict[Kind, T] = {}
    for row in rows:
        found.setdefault(kind_of(row), row)
    return sorted(found.items(), key=lambda pair: (list(Course).index(pair[0][0]), sort_key(pair[0][1])))


def by_person(rows: Iterable[T]) -> Mapping[str, Mapping[Kind, T]]:
    """{name: {training: the row that lasts longest}}, by name."""
    ordered = in_sort(rows, "person")
    names: dict[str, str] = {}
    found: dict[str, dict[Kind, T]] = {}
    for row in ordered:
        of_person = found.setdefault(names.setdefault(name_key(row.holder), row.holder), {})
        before = of_person.get(kind_of(row))
        if before is None or (row.expires_on or date.max) > (before.expires_on or date.max):
            of_person[kind_of(row)] = row
    return found
