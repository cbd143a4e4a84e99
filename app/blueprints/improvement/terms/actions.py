"""The room's vocabulary: states of an action, what it may be about, and what comes in through a door."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ActionStatus(StrEnum):
    """Open (planned or started) until somebody says that it was done, or why it was dropped.

    An action that is done ends well when its effect has been seen, with evidence.
    """

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    EFFECT_SEEN = "effect_seen"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        return self in OPEN_STATUSES


OPEN_STATUSES = (ActionStatus.PLANNED, ActionStatus.STARTED)


MOST_TITLE = 200
MOST_OUTCOME = 2_000
LONGEST_PLAN_YEARS = 10


@dataclass(frozen=True, kw_only=True)
class ActionDraft:
    """`subject` is "" or "kind:code"; `version` is the one that was read, None for a new action."""

    title: str
    owner_id: int
    due_on: date
    subject: str = ""
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class FinishDraft:
    """How an action ended: done (`outcome` says what came of it) or dropped (`outcome` says why)."""

    status: ActionStatus
    outcome: str = ""
    version: int | None = None


@dataclass(frozen=True)
class About:
    """How a reference reads to people: a name, and where it is shown."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Subject:
    """What a higher room says of its kind of reference.

    `describe(organisation_id, codes)` gives what it knows of the codes, in the reader's language;
    `choices(organisation_id)` the (code, label) pairs offered when somebody writes a new action, if any;
    `hint(organisation_id, code)` a sentence for whoever plans an action about it, or "".
    """

    describe: Callable[[int, Collection[str]], dict[str, About]]
    choices: Callable[[int], list[tuple[str, str]]] = lambda _organisation_id: []
    hint: Callable[[int, str], str] = lambda _organisation_id, _code: ""


@dataclass(frozen=True)
class Counts:
    """Actions not finished, and those of them whose day has passed."""

    open: int
    late: int
