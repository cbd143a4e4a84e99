"""How a plan is looked at: narrowed, sorted, grouped by what it is about, and counted month by month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeVar

from app.blueprints.improvement.rules.actions import Planned, in_order, is_late
from app.blueprints.improvement.terms import About, ActionStatus, Grouped
from app.core.alphabet import sort_key

MONTHS = 12
NEXT = 3
SORTS = ("due", "owner", "start", "subject")
NOTHING = "none"  # the place of what is about nothing in particular


class Line(Planned, Protocol):
    """What a line of the plan must tell to be sorted and counted."""

    @property
    def subject(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def owner_id(self) -> int: ...
    @property
    def starts_on(self) -> date | None: ...
    @property
    def finished_at(self) -> datetime | None: ...


T = TypeVar("T", bound=Line)


@dataclass(frozen=True)
class Place:
    """Where an action belongs: `key` and `label` of its group, `aim` what it aims at there ("Level 3"), or ""."""

    key: str
    label: str
    aim: str = ""
    rank: int = 0


@dataclass(frozen=True)
class Choice:
    """What is to be shown: a `state` ("", "open", "late" or a status), one owner, one place; sorted how."""

    state: str = ""
    owner: int | None = None
    about: str = ""
    sort: str = "due"

    @property
    def active(self) -> int:
        """How many filters are on."""
        return bool(self.state) + bool(self.owner) + bool(self.about)


def places(groups: Sequence[Grouped], abouts: Mapping[str, About], nothing: str) -> dict[str, Place]:
    """Where each reference belongs: in the group that offers it, else alone, under its own name.

    `abouts` are the references that the plan has; `nothing` is what to call the place of what is about none.
    """
    found = {"": Place(NOTHING, nothing, rank=len(groups) + len(abouts) + 1)}
    for rank, (name, offered) in enumerate(groups):
        for reference, label in offered:
            group = (offered[0][0], name) if name else (reference, label)
            found[reference] = Place(*group, aim="" if reference == group[0] else label, rank=rank)
    for rank, (reference, about) in enumerate(sorted(abouts.items())):
        found.setdefault(reference, Place(reference, about.label, rank=len(groups) + rank))
    return found


def chosen(actions: Iterable[T], choice: Choice, places: Mapping[str, Place], today: date) -> list[T]:
    """The lines that the choice lets through, in its order."""
    return in_sort([action for action in actions if _fits(action, choice, places, today)], choice.sort, places)


def _fits(action: Line, choice: Choice, places: Mapping[str, Place], today: date) -> bool:
    if choice.owner and action.owner_id != choice.owner:
        return False
    if choice.about and place_of(action.subject, places).key != choice.about:
        return False
    if choice.state == "late":
        return is_late(action.status, action.due_on, today)
    if choice.state == "open":
        return action.status.is_open
    return not choice.state or action.status == choice.state


def place_of(subject: str, places: Mapping[str, Place]) -> Place:
    """What no room knows stands with what it is a part of, if that is known ("capability:HSE:9": "capability:HSE")."""
    while subject not in places and subject:
        subject = subject.rpartition(":")[0]
    return places[subject]


def in_sort(actions: Iterable[T], sort: str, places: Mapping[str, Place]) -> list[T]:
    """By owner, start or subject, and within each as `in_order` has it; what has no start comes last."""
    ordered = in_order(actions)
    if sort == "owner":
        return sorted(ordered, key=lambda action: (sort_key(action.owner), action.owner_id))
    if sort == "start":
        return sorted(ordered, key=lambda action: action.starts_on or date.max)
    if sort == "subject":
        return sorted(ordered, key=lambda action: place_of(action.subject, places).rank)
    return ordered


def by_place(actions: Iterable[T], places: Mapping[str, Place]) -> list[tuple[Place, list[T]]]:
    """The plan by what it is about, in the order in which the rooms offer it."""
    groups: dict[str, tuple[Place, list[T]]] = {}
    for action in in_order(actions):
        place = place_of(action.subject, places)
        groups.setdefault(place.key, (place, []))[1].append(action)
    return sorted(groups.values(), key=lambda group: group[0].rank)


def coming(actions: Iterable[T], today: date) -> list[T]:
    """The next few that are due, what is late not among them."""
    open_ones = [action for action in in_order(actions) if action.status.is_open]
    return [action for action in open_ones if action.due_on >= today][:NEXT]


@dataclass(frozen=True)
class MonthCount:
    """How many actions were due in a month, and how many were finished in it."""

    month: date
    planned: int
    finished: int


def progress(ended: Iterable[tuple[ActionStatus, date, date | None]], today: date) -> list[MonthCount]:
    """The last twelve months, this one last, of (status, due on, finished on). What was dropped counts nowhere."""
    kept = [(due_on, done_on) for status, due_on, done_on in ended if status is not ActionStatus.DROPPED]
    last = today.year * 12 + today.month - 1
    months = [date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)]
    due = [due_on.replace(day=1) for due_on, _ in kept]
    done = [done_on.replace(day=1) for _, done_on in kept if done_on]
    return [MonthCount(month, due.count(month), done.count(month)) for month in months]
