"""Many firms together: the only place where injury rates can say much. Nothing here tells one firm from another.

A pool has at least five firms with hours, none with more than 60 % of them: otherwise what is said of the pool is
said of a firm. No least or greatest rate is given: it would be some firm's own.

Sources: the limits of five and 60 % are the house's own, after the dominance rules of A. Hundepool et al.,
"Statistical Disclosure Control" (2012), chapter 4. The variance of the dispersion statistic when few events are
expected of each firm: J. B. S. Haldane, "The exact value of the moments of the distribution of chi-squared, used as a
test of goodness of fit, when expectations are small", Biometrika 29 (1937) 133-143.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from scipy.special import gammaincc

from app.blueprints.safety.rules.rates import Hours, Rate, count_of, hours_of, rate

FIRMS_IN_A_POOL = 5
GREATEST_SHARE = Fraction(60, 100)
FEWEST_EVENTS = 10
"""With fewer, no test of whether firms differ keeps its 5 %."""

NOISE = 0.25
"""The spread is given where chance alone blurs the squared variation by at most this: half of what is assumed (1/2)."""


class PoolFault(StrEnum):
    """Why there is no pool."""

    FEW_FIRMS = "few_firms"
    ONE_DOMINATES = "one_dominates"


@dataclass(frozen=True)
class TooSmall:
    """No figure may be given. `firms` are those with hours."""

    reason: PoolFault
    firms: int


@dataclass(frozen=True)
class Pooled:
    """All events over all hours, and how firms spread around that.

    `dispersion` is 1 where firms differ as chance makes them, more where they differ more; `p` says how often chance
    alone gives so much. `variation` is the coefficient of variation of the firms' true rates (0 where no more than
    chance is seen). Each is None where there are too few events to tell.
    """

    firms: int
    rate: Rate
    dispersion: float | None
    p: float | None
    variation: float | None

    @property
    def events(self) -> int:
        return self.rate.events

    @property
    def hours(self) -> float:
        return self.rate.hours


def pool(firms: Sequence[tuple[int, Hours]]) -> Pooled | TooSmall:
    """The pool of (events, hours), one pair a firm. A firm without hours is not in it, nor are its events."""
    counted = [(count_of(events), Fraction(hours)) for events, hours in firms if hours != 0]
    for _, hours in counted:
        hours_of(float(hours))
    total = sum((hours for _, hours in counted), Fraction(0))
    if len(counted) < FIRMS_IN_A_POOL:
        return TooSmall(PoolFault.FEW_FIRMS, len(counted))
    if max(hours for _, hours in counted) > GREATEST_SHARE * total:
        return TooSmall(PoolFault.ONE_DOMINATES, len(counted))
    events = [x for x, _ in counted]
    shares = [hours / total for _, hours in counted]
    dispersion, p = _dispersion(events, shares)
    return Pooled(len(counted), rate(sum(events), float(total)), dispersion, p, _variation(events, shares))


def _dispersion(events: Sequence[int], shares: Sequence[Fraction]) -> tuple[float | None, float | None]:
    """chi2 / (k - 1) for k firms, with chi2 = sum((x - n s)^2 / (n s)) for n events and shares s of the hours.

    Given n, the counts are multinomial when all firms have one rate. Then chi2 has mean k - 1 and variance
    2 (k - 1) + (sum(1 / s) - k^2 - 2 k + 2) / n (Haldane). p is from the gamma distribution with these two moments:
    the usual chi-square would be wrong by far, as most firms expect less than one event.
    """
    count, n = len(events), sum(events)
    if n < FEWEST_EVENTS:
        return None, None
    chi2 = sum((x - n * share) ** 2 / (n * share) for x, share in zip(events, shares, strict=True))
    mean = count - 1
    variance = 2 * mean + (sum(1 / share for share in shares) - count * count - 2 * count + 2) / n
    per_unit = Fraction(mean) / variance
    return float(chi2 / mean), float(gammaincc(float(mean * per_unit), float(chi2 * per_unit)))


def _variation(events: Sequence[int], shares: Sequence[Fraction]) -> float | None:
    """The square root of sum(x (x - 1)) / (n (n - 1) sum(s^2)) - 1, at least 0.

    If the firms' rates vary by a factor with variance v, E x (x - 1) = m^2 (1 + v), which gives v by moments. Without
    any spread its standard deviation is that of sum(x (x - 1)) for a multinomial:
    2 n (n - 1) (S2 + 2 (n - 2) S3 - (2 n - 3) S2^2), S2 and S3 the sums of squares and cubes of the shares.
    """
    n = sum(events)
    if n < FEWEST_EVENTS:
        return None
    squares, cubes = (sum(share**power for share in shares) for power in (2, 3))
    expected = n * (n - 1) * squares
    variance = 2 * n * (n - 1) * (squares + 2 * (n - 2) * cubes - (2 * n - 3) * squares**2)
    if variance > (Fraction(NOISE) * expected) ** 2:
        return None
    seen = sum(x * (x - 1) for x in events) / expected - 1
    return sqrt(max(0.0, float(seen)))
