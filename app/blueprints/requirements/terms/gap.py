"""Where a firm stands beside what a profile asks, and what its plan does about it."""

from dataclasses import dataclass
from datetime import date

from app.blueprints.capability.terms import Number
from app.blueprints.improvement.terms import ActionStatus
from app.blueprints.requirements.terms.profiles import Readiness


@dataclass(frozen=True, kw_only=True)
class Line:
    """One requirement beside the firm's three numbers; levels 0-5. `claimed` never counts, and is None when not said.

    `endorsed` is None when nobody has endorsed it, or no longer.
    """

    code: str
    required: int
    must: bool
    reason: str
    claimed: int | None
    evidenced: int
    endorsed: int | None

    @property
    def rests_on(self) -> Number:
        return Number.EVIDENCED if self.endorsed is None else Number.ENDORSED

    @property
    def effective(self) -> int:
        return self.evidenced if self.endorsed is None else self.endorsed

    @property
    def gap(self) -> int:
        return max(0, self.required - self.effective)


@dataclass(frozen=True, kw_only=True)
class Coming:
    """What the firm would be from `day` on if nothing is done: readiness then, and whose level falls that day."""

    day: date
    readiness: Readiness
    falls: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class OpenAction:
    """An action on the plan, planned or started, about a dimension. `aim` is the level it aims at, if it says one.

    `expected` is the type of evidence that it should end in, "" when it does not say.
    """

    id: int
    code: str
    aim: int | None
    title: str
    due_on: date
    status: ActionStatus
    expected: str
