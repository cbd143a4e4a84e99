"""What may honestly be said about few injuries: exact intervals, and when nothing can be told.

Pure functions over counts and hours. `scipy.special` only (`scipy.stats` costs a second at start).
A count X in a known number of hours is taken as Poisson; rates are per million hours worked.

Sources: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936) 437-442.
J. Przyborowski and H. Wilenski, "Homogeneity of results in testing samples from Poisson series",
Biometrika 31 (1940) 313-323. C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits",
Biometrika 26 (1934) 404-413.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, inf, isclose, log, log1p, nextafter

from scipy.special import (
    betainc,
    betaincc,
    betainccinv,
    betaincinv,
    gammainc,
    gammaincc,
    gammainccinv,
    gammaincinv,
)

from app.blueprints.safety.terms import (
    Method,
    Wording,
)

MILLION = 1_000_000
CONFIDENCE = 0.95
LEVEL = 0.05
ROUNDING = 1e-12
MOST_EVENTS = 10**12
# Far outside anything worked: within them no quotient or product of hours leaves the range of a float.
LEAST_HOURS, MOST_HOURS = 1e-100, 1e100

Hours = int | float | Decimal


@dataclass(frozen=True)
class Rate:
    """A rate never stands alone: count, hours and interval come with it. Per million hours, or per `base` of them."""

    events: int
    hours: float
    value: float
    low: float
    high: float
    confidence: float = CONFIDENCE
    method: Method = Method.EXACT
    base: int = MILLION


@dataclass(frozen=True)
class Comparison:
    """Two periods by the exact conditional test; `ratio` is after / before.

    `ratio` is None without events and infinite when the period before had none; `events_needed` is the
    smallest number of events, in both periods together, with which these hours could show a fall.
    """

    ratio: float | None
    low: float
    high: float
    p: float
    wording: Wording
    events_needed: int


def exact_limits(events: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Garwood's exact limits for a Poisson mean.

    low = chi2(alpha/2; 2x) / 2, 0 when x = 0; high = chi2(1 - alpha/2; 2x + 2) / 2, where
    chi2(p; 2k) / 2 is the p-quantile of a Gamma(k, 1): the inverse of the regularised incomplete gamma.
    """
    tail = tail_of(confidence)
    low = float(gammaincinv(events, tail)) if count_of(events) else 0.0
    return low, float(gammainccinv(events + 1, tail))


def mid_p_limits(events: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Mid-P limits: half of P(X = x) counts in each tail. Always inside the exact limits.

    low solves P(X > x | m) + P(X = x | m)/2 = alpha/2, and is 0 when x = 0;
    high solves P(X < x | m) + P(X = x | m)/2 = alpha/2, which is -ln(alpha) when x = 0.
    Half of one term is the mean of the sums with and without it: (P(X > x) + P(X >= x))/2, so nothing cancels.
    """
    tail = tail_of(confidence)
    outer_low, outer_high = exact_limits(events, confidence)

    def not_too_high(mean: float) -> bool:
        return float(gammainc(events + 1, mean) + gammainc(events, mean)) / 2 <= tail

    def still_likely(mean: float) -> bool:
        return float(gammaincc(events + 1, mean) + gammaincc(events, mean)) / 2 > tail

    if not events:
        return 0.0, -log(2 * tail)
    return _bisect(not_too_high, outer_low, outer_high), _bisect(still_likely, outer_low, outer_high)


def rate(
    events: int,
    hours: Hours,
    *,
    confidence: float = CONFIDENCE,
    method: Method = Method.EXACT,
    base: int = MILLION,
) -> Rate:
    """Events per million hours with its interval. Raises ValueError without hours: there is no rate then.

    `base` is what it is per: a million hours, or 200,000, which is what a hundred people work in a year in the USA.
    """
    worked = hours_of(hours)
    limits = mid_p_limits if method is Method.MID_P else exact_limits
    low, high = limits(events, confidence)
    return Rate(
        events, worked, events * base / worked, low * base / worked, high * base / worked, confidence, method, base
    )


def compare(events_after: int, hours_after: Hours, events_before: int, hours_before: Hours) -> Comparison:
    """Two rates by the central exact conditional test.

    Given n events in all, X_after ~ Bin(n, h_after / (h_after + h_before)) when the rates are equal.
    p = min(1, 2 min(P(X <= x), P(X >= x))), with the Clopper-Pearson limits of the share carried over to the
    ratio: so p < 0.05 exactly when the interval leaves 1 out. (The minimum-likelihood p of other packages can
    contradict its interval.)
    """
    after, before = hours_of(hours_after), hours_of(hours_before)
    total = count_of(events_after) + count_of(events_before)
    needed = events_needed(after, before)
    if not total:
        return Comparison(None, 0.0, inf, 1.0, Wording.TOO_LITTLE, needed)
    p = min(1.0, 2 * min(_tails(events_after, events_before, after, before)))
    p = LEVEL if isclose(p, LEVEL, rel_tol=ROUNDING) else p
    scale = before / after
    ratio = events_after / events_before * scale if events_before else inf
    low, high = (odds * scale for odds in _share_odds_limits(events_after, events_before))
    low, high = _agreeing(p, ratio, low, high)
    wording = _wording(ratio, p, decidable=can_be_decided(total, after, before))
    return Comparison(ratio, low, high, p, wording, needed)


def can_be_decided(events: int, hours_after: Hours, hours_before: Hours) -> bool:
    """Whether any outcome with so many events in all could show a fall at two-sided 5 %.

    The strongest fall is none at all afterwards: p = 2 (h_before / (h_before + h_after))^n. When that is above
    5 % no data of this size can decide. With equal hours it takes six events.
    """
    return events >= events_needed(hours_after, hours_before)


def events_needed(hours_after: Hours, hours_before: Hours) -> int:
    """The smallest n with (h_before / (h_before + h_after))^n <= 0.025."""
    after, before = hours_of(hours_after), hours_of(hours_before)
    exact = log(2 / LEVEL) / log1p(after / before)
    return max(1, round(exact) if isclose(exact, round(exact), rel_tol=ROUNDING) else ceil(exact))


def hours_needed_without_events(events_before: int, hours_before: Hours) -> float | None:
    """Hours without any event after which a fall could be told from chance; None when nothing came before.

    h_after = h_before (0.025^(-1/k) - 1) for k events before: 39 times the hours for one event, 0.85 for six.
    """
    if not events_before:
        return None
    multiple: float = (LEVEL / 2) ** (-1 / events_before) - 1
    return hours_of(hours_before) * multiple


def _wording(ratio: float, p: float, *, decidable: bool) -> Wording:
    """The fixed wording. A rise that the exact test supports is said even where no fall could have been shown.

    With equal hours nothing is said of five events or fewer, a rise included: 5 against 0 has p = 0.0625.
    With unequal hours few events can support a rise (4 in a quarter of the hours and none in the rest: p = 0.008).
    To call that too little would hide a danger; no fall is ever claimed on so few.
    """
    if p < LEVEL:
        return Wording.LOWER_SUPPORTED if ratio < 1 else Wording.HIGHER_SUPPORTED
    if not decidable or isclose(ratio, 1.0, rel_tol=ROUNDING):
        return Wording.TOO_LITTLE
    return Wording.LOWER_CHANCE if ratio < 1 else Wording.HIGHER_CHANCE


def _tails(events_after: int, events_before: int, after: float, before: float) -> tuple[float, float]:
    """P(X <= x) and P(X >= x) for X ~ Bin(n, share of the hours that came after).

    Both are taken from the smaller of the two shares: one that is nearly 1 has lost its digits.
    """
    at_most = at_least = 1.0
    if after <= before:
        share = after / (after + before)
        if events_before:
            at_most = float(betaincc(events_after + 1, events_before, share))
        if events_after:
            at_least = float(betainc(events_after, events_before + 1, share))
    else:
        rest = before / (after + before)
        if events_before:
            at_most = float(betainc(events_before, events_after + 1, rest))
        if events_after:
            at_least = float(betaincc(events_before + 1, events_after, rest))
    return at_most, at_least


def _agreeing(p: float, ratio: float, low: float, high: float) -> tuple[float, float]:
    """The limits on the side of 1 where p has them: the last bit of a float decides nothing (39 times the hours)."""
    if p >= LEVEL:
        return min(low, 1.0), max(high, 1.0)
    if ratio < 1:
        return low, min(high, nextafter(1.0, 0.0))
    return max(low, nextafter(1.0, 2.0)), high


def _share_odds_limits(successes: int, failures: int) -> tuple[float, float]:
    """Clopper-Pearson limits of a binomial share, as odds; share and remainder each have all their digits."""
    tail = LEVEL / 2
    low, high = 0.0, inf
    if successes:
        low = float(betaincinv(successes, failures + 1, tail) / betainccinv(failures + 1, successes, tail))
    if failures:
        high = float(betainccinv(successes + 1, failures, tail) / betaincinv(failures, successes + 1, tail))
    return low, high


def _bisect(below: Callable[[float], bool], low: float, high: float) -> float:
    """The point in [low, high] where `below` turns from true to false, to the last bit of a float."""
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if below(middle) else (low, middle)
    return (low + high) / 2


def tail_of(confidence: float) -> float:
    """What lies outside the interval, at each end. Raises ValueError."""
    if not 0 < confidence < 1:
        raise ValueError("confidence lies between 0 and 1")
    return (1 - confidence) / 2


def count_of(events: int) -> int:
    """A count that can be computed with. Raises ValueError."""
    if not 0 <= events <= MOST_EVENTS:
        raise ValueError(f"events are a whole number from 0 to {MOST_EVENTS}")
    return events


def hours_of(hours: Hours) -> float:
    """Hours that can be divided by. Raises ValueError."""
    worked = float(hours)
    if not LEAST_HOURS < worked < MOST_HOURS:
        raise ValueError("hours must be above 0, and a number")
    return worked
