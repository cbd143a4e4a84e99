"""What a promise of fewer injuries would need, asked before it is given: what no figures can decide is refused.

Research requirement 11: a commitment on a lagging figure that cannot be decided in its window is refused, with the
hours or the events it would need, and one on what the firm does is offered. Agreements will ask the same rule.
"""

from dataclasses import dataclass

from flask import request

from app.blueprints.safety.rules import Claim, Counted, lag_claim_is_decidable
from app.blueprints.safety.terms import Indicator

FALLS = {"quarter": 0.75, "half": 0.5, "three-quarters": 0.25}
YEARS = (1, 2, 3, 5)
MONTHS = 12


@dataclass(frozen=True)
class Promise:
    """A fall within so many years, from the events and hours of the period; at the pace of those hours."""

    fall: str
    years: int
    events: int
    hours: float
    claim: Claim


def asked_promise(indicator: Indicator, found: Counted) -> Promise | None:
    """What the reader asks for in the address, half in three years unless she says so; None without hours."""
    if not found.figures.hours:
        return None
    fall, years = request.args.get("fall", ""), request.args.get("years", "")
    fall = fall if fall in FALLS else "half"
    length = int(years) if years in {str(each) for each in YEARS} else YEARS[2]
    events, hours = found.figures.count(indicator), float(found.figures.hours)
    window = hours / found.months * MONTHS * length
    return Promise(fall, length, events, window, lag_claim_is_decidable(events, hours, window, ratio=FALLS[fall]))
