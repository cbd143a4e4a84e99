"""Leading indicators: what a firm does, which it can move in a quarter."""

from dataclasses import dataclass
from typing import NamedTuple


class Share(NamedTuple):
    """So many of so many. `part` never exceeds `whole`; of nothing there is no share."""

    part: int
    whole: int


@dataclass(frozen=True)
class Leading:
    """What a firm did in a window, best first.

    `actions`: actions for safety that fell due, done by their day and their effect checked. `near_misses`: answered
    within the days allowed, of those answered or overdue. `training`: valid today, of all held. `points`: of the eight
    points of internal control, in place with valid evidence. `participation`: of the closed investigations and the
    yearly review, those with the safety representative.
    """

    actions: Share
    near_misses: Share
    training: Share
    points: Share
    participation: Share
