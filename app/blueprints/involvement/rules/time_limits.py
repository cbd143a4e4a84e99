"""How much longer a tender's time limit should be, so that what some heard early is no advantage.

The directive (2014/24/EU art. 41, second paragraph) demands adequate time limits when somebody has been involved, and
says no number. Ours: everybody gets back the longest start that anybody had, on top of the ordinary shortest limit,
counted from the day on which the last piece was published.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Shortest:
    """The shortest time limit for tenders in an open procedure, in days, from the day on which the rule holds."""

    valid_from: date
    days: int
    source: str


# A rule of law that changes: a new row when it does, never a new number in an old one.
OPEN_PROCEDURE = (Shortest(date(2017, 1, 1), 30, "Anskaffelsesforskriften § 20-2, 2014/24/EU art. 27"),)


@dataclass(frozen=True, slots=True)
class Proposal:
    """`extra_days`: the longest head start, in whole days begun. `earliest`: no tender is due before this day."""

    last_published_on: date
    extra_days: int
    shortest_days: int
    earliest: date
    source: str


def shortest_on(day: date) -> Shortest | None:
    """The row that holds on this day; None before the first."""
    holding = [row for row in OPEN_PROCEDURE if row.valid_from <= day]
    return max(holding, key=lambda row: row.valid_from) if holding else None


def propose(last_published_on: date | None, head_start_days: int | None) -> Proposal | None:
    """From the day of the last publication and the longest head start that anybody had; None: nothing is published."""
    rule = shortest_on(last_published_on) if last_published_on else None
    if last_published_on is None or rule is None:
        return None
    extra = max(head_start_days or 0, 0)
    earliest = last_published_on + timedelta(days=rule.days + extra)
    return Proposal(last_published_on, extra, rule.days, earliest, rule.source)
