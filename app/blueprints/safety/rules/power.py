"""How much it would take to tell: events, hours and years, for one who plans and for the sentence that says too few.

The test is the central exact conditional one of `rates`, at two-sided 5 %. Its power is worked out before anything has
happened: the events themselves are still to come, and their number is Poisson. Source: K. Krishnamoorthy and
J. Thomson, "A more powerful test for comparing two Poisson means", Journal of Statistical Planning and Inference
119 (2004) 23-35, section 3 (the C-test).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, exp, inf, lgamma, log, sqrt

from scipy.special import betainc, betaincc

from app.blueprints.safety.rules.rates import (
    LEVEL,
    MILLION,
    Hours,
    can_be_decided,
    count_of,
    events_needed,
    hours_needed_without_events,
    hours_of,
)

POWER = 0.8
MOST_EXPECTED = 20_000
LEAST_CHANGE = 0.9
"""The ratio nearest to 1 that is worked out: to see a tenth less takes some 1,600 events, and no firm has them."""


@dataclass(frozen=True)
class Claim:
    """Whether a fall in injuries, promised beforehand, can be told from chance in its window.

    `decidable`: with so many events before, the best that can happen (none at all) would be told from chance.
    `events_needed` before, with these hours, and `hours_needed` in the window, with these events, are the least with
    which it would; `hours_needed` is None when nothing happened before: no hours are enough then.
    `chance` is how likely the promised ratio would be told from chance, if it came true; None without a ratio.
    """

    decidable: bool
    events_needed: int
    hours_needed: float | None
    chance: float | None = None


@dataclass(frozen=True)
class Shortfall:
    """What two periods lack before anything can be said: `events` more, both periods together, with these hours.

    `hours` without any event, from the start of the later period, would show a fall as well; None when the earlier
    period has no event, for then nothing can have fallen.
    """

    events: int
    hours: float | None


def lag_claim_is_decidable(
    events_before: int, hours_before: Hours, hours_in_window: Hours, *, ratio: float | None = None
) -> Claim:
    """Whether a promise about injuries may be made: `ratio` is what is promised, after over before (0.5: half)."""
    before, after = hours_of(hours_before), hours_of(hours_in_window)
    return Claim(
        decidable=can_be_decided(count_of(events_before), after, before),
        events_needed=events_needed(after, before),
        hours_needed=hours_needed_without_events(events_before, before),
        # With more events before, any fall that is worked out here is seen for certain.
        chance=None
        if ratio is None
        else chance_to_tell(min(events_before, MOST_EXPECTED), ratio, hours_ratio=after / before),
    )


def shortfall(events_after: int, hours_after: Hours, events_before: int, hours_before: Hours) -> Shortfall:
    """What is lacking before a fall could be told from chance. `events` is 0 when there are enough."""
    total = count_of(events_after) + count_of(events_before)
    hours = hours_needed_without_events(events_before, hours_before)
    return Shortfall(max(0, events_needed(hours_after, hours_before) - total), hours)


def chance_to_tell(expected_before: float, ratio: float, *, hours_ratio: float = 1.0) -> float:
    """The power: how likely two periods show a fall at two-sided 5 % when the rate has become `ratio` of what it was.

    `expected_before` events are expected before, and `expected_before * ratio * hours_ratio` after. Of n events in
    all, Bin(n, ratio t / (1 + ratio t)) come after, t the ratio of the hours; n itself is Poisson.
    """
    _check(ratio, hours_ratio)
    if not 0 <= expected_before <= MOST_EXPECTED:
        raise ValueError(f"the events expected lie between 0 and {MOST_EXPECTED}")
    mean = expected_before * (1 + ratio * hours_ratio)
    return _mean_power(_powers(ratio, hours_ratio, _enough(mean)), mean)


def events_for_power(ratio: float, *, power: float = POWER, hours_ratio: float = 1.0) -> float:
    """How many events must be expected before, to see a fall to `ratio` with this power: 49.8 for a half.

    `ratio` is at most 0.9; nearer to 1 the numbers are beyond any firm. Raises ValueError.
    """
    _check(ratio, hours_ratio)
    if not ratio <= LEAST_CHANGE or not LEVEL < power <= 0.99:
        raise ValueError("the ratio is at most 0.9, and the power between 0.05 and 0.99")
    grown = 1 + ratio * hours_ratio
    high = 1.0
    while chance_to_tell(high, ratio, hours_ratio=hours_ratio) < power:
        high *= 2
        if high > MOST_EXPECTED:
            raise ValueError("it would take more events than any pool has")
    powers = _powers(ratio, hours_ratio, _enough(high * grown))
    low = 0.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _mean_power(powers, middle * grown) < power else (low, middle)
    return (low + high) / 2


def hours_for_events(events: float, rate: float) -> float:
    """Hours in which so many events are expected, at a rate per million hours; infinite at 0."""
    if rate < 0 or events < 0:
        raise ValueError("neither events nor rate are below 0")
    return events * MILLION / rate if rate else inf


def years_for_events(events: float, rate: float, hours_per_year: Hours) -> float:
    """Years of such a firm's work: 50 events take 143 years of 35,000 hours at 10 per million hours."""
    return hours_for_events(events, rate) / hours_of(hours_per_year)


def _check(ratio: float, hours_ratio: float) -> None:
    if not 0 <= ratio < 1:
        raise ValueError("a fall has a ratio from 0 to below 1")
    if not 1e-3 <= hours_ratio <= 1e3:
        raise ValueError("one period has at most a thousand times the hours of the other")


def _enough(mean: float) -> int:
    """More events than this come with a probability below 1e-14."""
    return ceil(mean + 10 * sqrt(mean) + 40)


@lru_cache(maxsize=32)
def _powers(ratio: float, hours_ratio: float, most: int) -> Sequence[float]:
    """For each number of events in all, up to `most`: the probability that a fall is told from chance."""
    null, true = hours_ratio / (1 + hours_ratio), ratio * hours_ratio / (1 + ratio * hours_ratio)
    powers, critical = [], -1  # the greatest number after that is still a supported fall; -1: none is
    for n in range(most + 1):
        while critical + 1 < n and 2 * float(betaincc(critical + 2, n - critical - 1, null)) < LEVEL:
            critical += 1
        powers.append(_at_most(critical, n, true))
    return tuple(powers)


def _at_most(most: int, n: int, share: float) -> float:
    """P(X <= most), X ~ Bin(n, share)."""
    if most < 0:
        return 0.0
    return float(betainc(n - most, most + 1, 1 - share))


def _mean_power(powers: Sequence[float], mean: float) -> float:
    if not mean:
        return powers[0]
    return sum(power * exp(n * log(mean) - mean - lgamma(n + 1)) for n, power in enumerate(powers) if power)
