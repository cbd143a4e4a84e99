"""The room's vocabulary: states of an action, what it may be about, and what comes in through a door."""

from collections.abc import Callable, Collection, Sequence
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
MOST_DETAILS = 4_000
MOST_SUPPORT = 1_000
MOST_OUTCOME = 2_000
MOST_METHOD = 500
MOST_COST = 1_000_000_000  # kroner: what is above was mistyped
MOST_NEEDS = 30
LONGEST_PLAN_YEARS = 10


@dataclass(frozen=True, kw_only=True)
class ActionDraft:
    """`subject` is "" or "kind:code"; `version` is the one that was read, None for a new action.

    `cost` is in whole kroner; `expected` "" or a code of `EVIDENCE_TYPES`; `needs` are the actions it waits for.
    """

    title: str
    owner_id: int
    due_on: date
    details: str = ""
    subject: str = ""
    starts_on: date | None = None
    cost: int | None = None
    support: str = ""
    expected: str = ""
    needs: tuple[int, ...] = ()
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class FinishDraft:
    """How an action ended: done (`outcome` says what came of it) or dropped (`outcome` says why)."""

    status: ActionStatus
    outcome: str = ""
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class EffectDraft:
    """What an action led to, and the evidence that shows it."""

    evidence_ids: tuple[int, ...]
    effect: str = ""
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class CheckDraft:
    """A look at whether a finished action worked: when, how (`method`), and what was `seen`.

    When it did not, the action goes on, and `due_on` is the new day by which it is to be done.
    """

    checked_on: date
    method: str
    effective: bool
    seen: str = ""
    evidence_ids: tuple[int, ...] = ()
    due_on: date | None = None
    version: int | None = None


@dataclass(frozen=True)
class About:
    """How a reference reads to people: a name, and where it is shown."""

    label: str
    url: str = ""


Choice = tuple[str, str]  # (code, label)
Grouped = tuple[str, list[Choice]]  # (what the group is called, its choices)


def _nothing_moves(_organisation_id: int, _code: str, _evidence_id: int, _by_id: int | None) -> None:
    """A room that counts nothing need not hear."""


@dataclass(frozen=True)
class Subject:
    """What a higher room says of its kind of reference.

    `describe(organisation_id, codes)` gives what it knows of the codes, in the reader's language;
    `choices(organisation_id)` the (code, label) pairs offered when somebody writes a new action, if any, or groups of
    them: (group's label, [(code, label)]);
    `hint(organisation_id, code)` a sentence for whoever plans an action about it, or "";
    `effect_seen(organisation_id, code, evidence_id, by_id)` hears, in the same transaction, that an action about it has
    shown its effect with this piece of evidence;
    `checked_by_another`: whether it worked is for somebody else to see than the one who is responsible.
    """

    describe: Callable[[int, Collection[str]], dict[str, About]]
    choices: Callable[[int], Sequence[Choice | Grouped]] = lambda _organisation_id: []
    hint: Callable[[int, str], str] = lambda _organisation_id, _code: ""
    effect_seen: Callable[[int, str, int, int | None], None] = _nothing_moves
    checked_by_another: bool = False


@dataclass(frozen=True)
class Counts:
    """Actions not finished, and those of them whose day has passed."""

    open: int
    late: int
