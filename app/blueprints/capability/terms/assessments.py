"""What is said of a firm, and by whom."""

from dataclasses import dataclass
from datetime import datetime

MOST_NOTE = 2_000


@dataclass(frozen=True, kw_only=True)
class AnswerDraft:
    """`claimed` None is "not answered yet", `goal` None is "no goal yet"; `version` is the one that was read."""

    claimed: int | None = None
    goal: int | None = None
    note: str = ""
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a firm says it stands in one dimension; texts in the reader's language."""

    code: str
    position: int
    name: str
    short_name: str
    claimed: int
    goal: int | None
    note: str
    now_text: str
    next_text: str | None
    before: int | None = None

    @property
    def gap(self) -> int:
        """Levels between the claim and the goal; 0 without a goal, or past it."""
        return max(0, self.goal - self.claimed) if self.goal is not None else 0


@dataclass(frozen=True, kw_only=True)
class Progress:
    """For the overview: how far the open assessment has come (or the latest one), and the state of the plan."""

    assessment_id: int | None
    answered: int
    total: int
    submitted_at: datetime | None
    open_actions: int
    late_actions: int

    @property
    def is_started(self) -> bool:
        return self.assessment_id is not None
