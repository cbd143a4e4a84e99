"""When somebody is there to look: opening hours of the site, or of one space."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Self

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Span = tuple[time, time]  # from, to: the end is not within


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours by weekday on a clock in Norway, Monday first; closed on Norwegian public holidays.

    A day has its spans in order, and they do not touch. A day without any is closed.
    """

    days: tuple[tuple[Span, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != len(WEEKDAYS):
            raise ValueError("a week has seven days")
        for spans in self.days:
            ends = [moment for span in spans for moment in span]
            if any(earlier >= later for earlier, later in pairwise(ends)):
                raise ValueError("spans stand in order, and each ends after it begins")

    @property
    def is_never(self) -> bool:
        """Nobody is ever there."""
        return not any(self.days)

    def to_json(self) -> dict[str, list[list[str]]]:
        """`{"mon": [["08:00", "16:00"]], ...}`, open days only."""
        return {
            name: [[f"{begin:%H:%M}", f"{end:%H:%M}"] for begin, end in spans]
            for name, spans in zip(WEEKDAYS, self.days, strict=True)
            if spans
        }

    @classmethod
    def from_json(cls, given: Mapping[str, Sequence[Sequence[str]]]) -> Self:
        """The same read back; ValueError for what is no week, no time, or out of order."""
        if unknown := set(given) - set(WEEKDAYS):
            raise ValueError(f"no weekday: {sorted(unknown)}")
        return cls(tuple(tuple(_span(pair) for pair in given.get(name, ())) for name in WEEKDAYS))


def _span(pair: Sequence[str]) -> Span:
    begin, end = pair
    return time.fromisoformat(begin), time.fromisoformat(end)


OFFICE = ((time(8), time(16)),)
# What holds where a space says nothing of its own.
SITE_HOURS = Hours((OFFICE, OFFICE, OFFICE, OFFICE, OFFICE, (), ()))
