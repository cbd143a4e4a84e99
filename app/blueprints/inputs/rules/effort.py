"""What a questionnaire asks of firms, in time: minutes of one, and hours of all together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Effort:
    """`minutes` of one firm; `hours` of all `firms` together, to the next whole hour; the hours that are the cap."""

    minutes: int
    firms: int
    cap_hours: int

    @property
    def hours(self) -> int:
        return -(-self.minutes * self.firms // 60)

    @property
    def over(self) -> bool:
        """More than the cap, by a minute or more."""
        return self.minutes * self.firms > self.cap_hours * 60


def minutes(questions: Iterable[Any]) -> int:
    """Of one firm that answers all that is asked; what is withdrawn is not."""
    return sum(question.minutes for question in questions if question.withdrawn_at is None)


def effort(questions: Iterable[Any], firms: int, cap_hours: int, answered: int = 0) -> Effort:
    """With as many firms as are expected, or as many as have answered when those are more."""
    return Effort(minutes(questions), max(firms, answered), cap_hours)
