"""Time and hours between events: what rare injuries can be followed by.

The interval since the last event is open: it counts as exposure without an event, so that a long quiet time is not
left out, and nothing is made of it as a record. A firm that celebrates days without injury teaches people to hide them.

If events come by chance at a steady rate, the intervals are exponential. Sources: L. Y. Chan, M. Xie and T. N. Goh,
"Cumulative quantity control charts", International Journal of Production Research 38 (2000) 397-408, for the
limits; J. F. Lawless, "Statistical Models and Methods for Lifetime Data" (2003), section 4.1, for the censored mean
and for the interval that follows k complete ones: its ratio to their mean is F(2, 2k).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import expm1, log, log1p

from app.blueprints.safety.rules.control_charts import OUTSIDE
from app.blueprints.safety.rules.rates import LEVEL
from app.blueprints.safety.terms import Month

Length = int | Fraction | Decimal


@dataclass(frozen=True)
class Between:
    """Complete intervals, oldest first, and the open one since the last event; in days or in hours.

    `ends` are the days of the events that ended them, where days are known: as many as `gaps`.
    """

    gaps: tuple[Fraction, ...]
    open: Fraction
    ends: tuple[date, ...] = ()

    @property
    def mean(self) -> Fraction | None:
        """All exposure, the open interval too, over the events that ended one. None before the first."""
        return (sum(self.gaps, Fraction(0)) + self.open) / len(self.gaps) if self.gaps else None


@dataclass(frozen=True)
class BetweenLimits:
    """Limits around the median of an exponential whose mean is taken as known; 0.00135 lies beyond each.

    For a decision use `next_gap_limit`, which knows that the mean is an estimate.
    """

    mean: float
    centre: float
    low: float
    high: float


def intervals(gaps: Iterable[Length], since_last: Length = 0, ends: Iterable[date] = ()) -> Between:
    """Raises ValueError for an interval below 0."""
    found = Between(tuple(Fraction(gap) for gap in gaps), Fraction(since_last), tuple(ends))
    if min((*found.gaps, found.open)) < 0:
        raise ValueError("no interval is below 0")
    return found


def days_between(days: Iterable[date], until: date, *, since: date | None = None) -> Between | None:
    """Days between events up to `until`, from the first event, or from the day the records began if that is known.

    None without events in that time. Two events on one day have an interval of 0 between them.
    """
    happened = sorted(day for day in days if day <= until and (since is None or day >= since))
    if not happened:
        return None
    starts = [since, *happened] if since else happened
    gaps = [(later - earlier).days for earlier, later in pairwise(starts)]
    return intervals(gaps, (until - happened[-1]).days, starts[1:])


def hours_between(days: Iterable[date], hours: Mapping[Month, Length]) -> Between | None:
    """Hours worked between events, by the hours of each month spread evenly over its days.

    Read from the first month of the newest unbroken run of months with hours, to the end of its last one: an
    interval across a month that nobody reported would be too short. An event is at the end of its day.
    """
    run = _newest_run(hours)
    if not run:
        return None
    before: dict[Month, Fraction] = {}
    total = Fraction(0)
    for month in run:
        before[month] = total
        total += Fraction(hours[month])
    ends = sorted(day for day in days if Month.of(day) in before)
    if not ends:
        return None
    at = [_worked_by(day, before, hours) for day in ends]
    return intervals([later - earlier for earlier, later in pairwise([Fraction(0), *at])], total - at[-1], ends)


def between_limits(mean: Length | float) -> BetweenLimits:
    """Median and limits of an exponential: -m ln(0.99865), m ln 2 and -m ln(0.00135)."""
    known = float(mean)
    if not known > 0:
        raise ValueError("the mean is above 0")
    return BetweenLimits(known, known * log(2), -known * log1p(-OUTSIDE), -known * log(OUTSIDE))


def next_gap_limit(gaps: Sequence[Length], level: float = LEVEL) -> float:
    """The next interval is longer than this with probability `level`: k m (level^(-1/k) - 1), from k complete ones.

    Exact: in units of the true mean, twice their sum and twice the next one are independent chi-squares. The open
    interval is what is being judged, so it is not among `gaps`.
    """
    count = len(gaps)
    if not count:
        raise ValueError("needs at least one complete interval")
    total: float = float(sum(Fraction(gap) for gap in gaps))
    return total * expm1(-log(level) / count)


def chance_of_as_long(gaps: Sequence[Length], length: Length) -> float:
    """The probability of an interval at least so long after k complete ones with mean m: (1 + length / (k m))^(-k)."""
    total = sum((Fraction(gap) for gap in gaps), Fraction(0))
    if not total:
        raise ValueError("needs at least one complete interval above 0")
    return float((1 + float(Fraction(length) / total)) ** -len(gaps))


def _worked_by(day: date, before: Mapping[Month, Fraction], hours: Mapping[Month, Length]) -> Fraction:
    """Hours worked at the end of a day: those before its month, and its share of the month's."""
    month = Month.of(day)
    return before[month] + Fraction(hours[month]) * day.day / month.days


def _newest_run(hours: Mapping[Month, Length]) -> list[Month]:
    known = sorted(month for month, worked in hours.items() if worked > 0)
    run = known[-1:]
    while run and run[0].plus(-1) in hours and hours[run[0].plus(-1)] > 0:
        run.insert(0, run[0].plus(-1))
    return run
