"""The public account of moderation: what is counted, and what adds up to what.

The fields follow the statement-of-reasons database of the Digital Services Act (Regulation (EU) 2022/2065, Article 17):
a good template, whether or not it binds a forum like this one. A cell is named "table.row"; a count of one to four is
hidden (`rules.small_cells`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.blueprints.moderation.terms.appeals import Outcome
from app.blueprints.moderation.terms.cases import Source
from app.blueprints.moderation.terms.decisions import NEEDS_REASON, Action
from app.blueprints.moderation.terms.reasons import ReasonCode

HIDDEN_BELOW = 5
"""Counts from one to four are hidden, and no time is told of fewer decisions."""

SOURCES = tuple(f"received.{source}" for source in Source if source is not Source.APPEAL)
WITHOUT_GROUND = ("action.approve", "action.restore")
WITH_GROUND = tuple(f"action.{action}" for action in Action if action in NEEDS_REASON)
MEASURES = ("action.warn", "action.silence", "action.suspend")
GROUNDS = tuple(f"ground.{code}" for code in ReasonCode)
LANGUAGES = ("language.nb", "language.nn", "language.en", "language.other")
OUTCOMES = tuple(f"outcome.{outcome}" for outcome in Outcome)

SUMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("received.all", SOURCES),
    ("decided.all", (*WITHOUT_GROUND, "decided.with_ground")),
    ("decided.with_ground", WITH_GROUND),
    ("decided.with_ground", GROUNDS),
    ("decided.with_ground", ("grounds.one", "grounds.several")),
    ("decided.all", LANGUAGES),
    ("decided.all", ("machine.pointed", "machine.silent")),
    ("appeals.answered", OUTCOMES),
)
"""(total, its parts). Two sums share at most one cell, and there is no way round in a ring: `rules.small_cells` says
why that matters. Grounds are counted by the first of a decision, the one that stands in public; `grounds.several` are
the decisions that rest on more than one."""

ALONE = ("cases.opened", "undone.all", "appeals.lodged")
"""Counts that are part of no sum."""

CELLS = tuple(dict.fromkeys([*(cell for total, parts in SUMS for cell in (total, *parts)), *ALONE]))


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in a period. `cells` has every name in `CELLS`; hours are of working round the clock."""

    cells: Mapping[str, int]
    median_hours: float | None
    p90_hours: float | None


Document = dict[str, Any]
"""An account as it is published: see `rules.account.document`."""
