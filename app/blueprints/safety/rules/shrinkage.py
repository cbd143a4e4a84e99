"""A firm's rate drawn towards that of its sector: what few injuries can carry, with its weight and its assumptions.

The rate of a firm is taken as drawn from Gamma(a, b) with mean a / b, the sector's rate. After x injuries in h hours
it is Gamma(a + x, b + h): the mean is (a + x) / (b + h), and the firm's own figures weigh h / (b + h) in it.
Rates are per million hours. The firm's own raw rate always stands beside the shrunken one.

Sources: A. Gelman et al., "Bayesian Data Analysis" (2013), section 2.6. The estimate of the shape is the likelihood
of the negative binomial, R. A. Fisher, "The negative binomial distribution", Annals of Eugenics 11 (1941) 182-187.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, inf, log, log1p, sqrt

from scipy.special import gammainc, gammainccinv, gammaincinv

from app.blueprints.safety.rules.rates import CONFIDENCE, MILLION, Hours, count_of, hours_of, tail_of

DEFAULT_SHAPE = 2.0
"""An assumption: firms of a sector then differ by 71 % around its rate (1 / sqrt(a)). Pages say so."""

SHAPES = (1.0, 5.0)
"""What a page may use: firms that differ by 100 % around the sector's rate, to firms that differ by 45 %."""

FIRMS_FOR_A_SHAPE = 30
LEAST_SHAPE, MOST_SHAPE = 1e-3, 1e6
MOST_RATE = 1e12


@dataclass(frozen=True)
class Shrunken:
    """A shrunken rate with what it rests on; rates per million hours.

    `weight` is the firm's own, between 0 and 1; `prior_hours` how many hours the assumption counts for;
    `below_sector` how probable it is that the firm lies below its sector.
    """

    value: float
    low: float
    high: float
    weight: float
    shape: float
    prior_hours: float
    sector_rate: float
    below_sector: float
    confidence: float = CONFIDENCE


@dataclass(frozen=True)
class Spread:
    """How firms of a sector differ, as their figures have it: Gamma shape, and the sector's rate per million hours.

    `shape` is infinite where they differ no more than chance makes them.
    """

    firms: int
    shape: float
    sector_rate: float

    @property
    def variation(self) -> float:
        """The coefficient of variation between firms: 1 / sqrt(shape)."""
        return 1 / sqrt(self.shape)

    @property
    def usable(self) -> float:
        """The nearest shape that a page may use."""
        return min(max(self.shape, SHAPES[0]), SHAPES[1])


def shrink(
    events: int,
    hours: Hours,
    *,
    sector_rate: float,
    shape: float = DEFAULT_SHAPE,
    confidence: float = CONFIDENCE,
) -> Shrunken:
    """The rate in view of the sector's, with its credible interval. Raises ValueError without hours or sector rate."""
    worked, tail = hours_of(hours), tail_of(confidence)
    sector = _sector_rate(sector_rate)
    if not LEAST_SHAPE <= shape <= MOST_SHAPE:
        raise ValueError(f"the shape lies between {LEAST_SHAPE} and {MOST_SHAPE}")
    prior_hours = shape * MILLION / sector
    total, known = prior_hours + worked, shape + count_of(events)
    return Shrunken(
        value=known * MILLION / total,
        low=float(gammaincinv(known, tail)) * MILLION / total,
        high=float(gammainccinv(known, tail)) * MILLION / total,
        weight=worked / total,
        shape=shape,
        prior_hours=prior_hours,
        sector_rate=sector,
        below_sector=float(gammainc(known, sector * total / MILLION)),
        confidence=confidence,
    )


def may_be_used(shape: float) -> bool:
    """Whether a page may use the shape (an administrator's setting, or an estimate)."""
    return SHAPES[0] <= shape <= SHAPES[1]


def estimate_shape(firms: Sequence[tuple[int, Hours]]) -> Spread | None:
    """Shape and sector rate of greatest likelihood, from each firm's events and hours.

    x ~ negative binomial with mean m = rate * h and variance m + m^2 / a. None below 30 firms, or without events:
    then the default stands, and is said to be an assumption. Takes a second for 500 firms: for the worker.
    """
    if len(firms) < FIRMS_FOR_A_SHAPE or not any(events for events, _ in firms):
        return None
    counted = [(count_of(events), hours_of(hours)) for events, hours in firms]

    def still_rising(log_shape: float) -> bool:
        shape = exp(log_shape)
        return _slope_of_shape(counted, shape, _rate_given(counted, shape)) > 0

    low, high = log(LEAST_SHAPE), log(MOST_SHAPE)
    if still_rising(high):
        events, hours = sum(x for x, _ in counted), sum(h for _, h in counted)
        return Spread(len(firms), inf, events * MILLION / hours)
    shape = exp(_turning_point(still_rising, low, high))
    return Spread(len(firms), shape, _rate_given(counted, shape) * MILLION)


def _rate_given(counted: Sequence[tuple[int, float]], shape: float) -> float:
    """The rate per hour at which sum((x - m) / (1 + m / a)) is 0; that sum falls as the rate rises."""
    raw = [x / h for x, h in counted]

    def too_low(rate: float) -> bool:
        return sum((x - rate * h) / (1 + rate * h / shape) for x, h in counted) > 0

    return _turning_point(too_low, min(raw), max(raw))


def _slope_of_shape(counted: Sequence[tuple[int, float]], shape: float, rate: float) -> float:
    """The derivative of the log-likelihood by a: sum(digamma(a + x) - digamma(a) - ln(1 + m / a) + (m - x) / (a + m)).

    digamma(a + x) - digamma(a) is 1/a + 1/(a + 1) + ... with x terms. Each is paired with what it nearly equals, so
    that a large shape does not drown the sum in rounding.
    """
    slope = 0.0
    for x, h in counted:
        mean = rate * h
        steps = sum(1 / (shape + j) for j in range(x))
        slope += steps - log1p(mean / shape) + (mean - x) / (shape + mean)
    return slope


def _turning_point(rising: Callable[[float], bool], low: float, high: float) -> float:
    """The point in [low, high] where `rising` turns from true to false."""
    for _ in range(45):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) else (low, middle)
    return (low + high) / 2


def _sector_rate(rate: float) -> float:
    if not 1 / MOST_RATE < rate < MOST_RATE:
        raise ValueError("the sector's rate must be above 0, and a number")
    return float(rate)
