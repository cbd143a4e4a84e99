"""Control charts: which periods stand out from what chance does to a steady process.

Sources: D. C. Montgomery, "Introduction to Statistical Quality Control" (2013), chapter 7 (u) and 9 (CUSUM);
J. C. Benneyan, "Number-between g-type statistical quality control charts", Health Care Management Science 4 (2001)
305-318; J. M. Lucas, "Counted data CUSUM's", Technometrics 27 (1985) 129-144.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import log, sqrt

from scipy.special import gammainc, gammaincc

from app.blueprints.safety.rules.rates import Hours, count_of, hours_of

FEWEST_EXPECTED = 5
"""With fewer events expected in a period than this, three sigma is no limit: the exact Poisson limits are used."""

OUTSIDE = 0.00135
"""What lies beyond three sigma of a normal distribution, on one side."""


@dataclass(frozen=True)
class UPoint:
    """A period: events for each unit of exposure, with the limits of that period. `exact` where they are Poisson's."""

    events: int
    exposure: float
    value: float
    centre: float
    low: float
    high: float
    exact: bool

    @property
    def stands_out(self) -> bool:
        """Higher or lower than chance explains. For near misses neither is good or bad by itself."""
        return not self.low <= self.value <= self.high


@dataclass(frozen=True)
class GLimits:
    centre: float
    low: float
    high: float


def u_chart(periods: Sequence[tuple[int, Hours]]) -> list[UPoint]:
    """Events per unit of exposure in each period, from (events, exposure); centre is all events over all exposure.

    centre +- 3 sqrt(centre / exposure), not below 0, where at least 5 events are expected in the period; elsewhere
    the counts beyond which a Poisson with that mean has at most 0.00135. Empty when nothing has happened: from
    nothing no limit can be had (three sigma of 0 is 0, which would call the first event a signal).
    """
    counted = [(count_of(events), hours_of(exposure)) for events, exposure in periods]
    total = sum(events for events, _ in counted)
    if not total:
        return []
    centre = total / sum(exposure for _, exposure in counted)
    return [_point(events, exposure, centre) for events, exposure in counted]


def poisson_limits(mean: float) -> tuple[int, int]:
    """The least and the greatest count that chance explains: P(X < least) and P(X > greatest) are at most 0.00135."""
    least = greatest = 0
    while float(gammainc(greatest + 1, mean)) > OUTSIDE:  # P(X > greatest)
        greatest += 1
    while float(gammaincc(least + 1, mean)) <= OUTSIDE:  # P(X < least + 1)
        least += 1
    return least, greatest


def g_limits(between: Sequence[int]) -> GLimits:
    """Limits for a chart of units (hours, jobs) between events: mean + 3 sqrt(mean (mean + 1)), not below 0.

    Kept for comparison: the limits for time between events are exact, these are three sigma of a skewed quantity.
    """
    if not between or min(between) < 0:
        raise ValueError("needs at least one interval, and none below 0")
    mean = float(Fraction(sum(between), len(between)))
    spread = 3 * sqrt(mean * (mean + 1))
    return GLimits(mean, max(0.0, mean - spread), mean + spread)


def falling_cusum(periods: Sequence[tuple[int, Hours]], *, usual: float, better: float) -> list[float]:
    """Rises while fewer events come than a rate between `usual` and `better` would give. Rates are per hour.

    C_t = max(0, C_(t-1) + k_t - x_t), where k_t = (usual - better) / ln(usual / better) * hours.
    Only for pools of many firms: in one small firm it rises through every quiet year, and would celebrate silence.
    """
    if not 0 < better < usual:
        raise ValueError("the better rate is below the usual one, and above 0")
    allowance = (usual - better) / log(usual / better)
    sums, standing = [], 0.0
    for events, hours in periods:
        standing = max(0.0, standing + allowance * hours_of(hours) - count_of(events))
        sums.append(standing)
    return sums


def _point(events: int, exposure: float, centre: float) -> UPoint:
    expected = centre * exposure
    if expected >= FEWEST_EXPECTED:
        spread = 3 * sqrt(centre / exposure)
        low, high = max(0.0, centre - spread), centre + spread
    else:
        least, greatest = poisson_limits(expected)
        low, high = least / exposure, greatest / exposure
    return UPoint(events, exposure, events / exposure, centre, low, high, expected < FEWEST_EXPECTED)
