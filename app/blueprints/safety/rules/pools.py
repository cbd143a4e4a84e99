"""Many firms together: the only place where injury rates can say much. Nothing here tells one firm from another.

A pool has at least five firms with hours, none with more than 60 % of them: otherwise what is said of the pool is
said of a firm. No least or greatest rate is given: it would be some firm's own.

Sources: the limits of five and 60 % are the house's own, after the dominance rules of A. Hundepool et al.,
"Statistical Disclosure Control" (2012), chapter 4. The variance of the dispersion statistic when few events are
expected of each firm: J. B. S. Haldane, "The exact value of the moments of the distribution of chi-squared, used as a
test of goodness of fit, when expectations are small", Biometrika 29 (1937) 133-143. The variation: D. Böhning et al.,
"Efficient noniterative and nonparametric estimation of heterogeneity variance for the standardized mortality ratio",
Biostatistics 5 (2004) 61-74.
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

NOISE = Fraction(1, 4)
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
    return Pooled(len(counted), rate(sum(events), float(total)), *_spread(events, shares))


def _spread(events: Sequence[int], shares: Sequence[Fraction]) -> tuple[float | None, float | None, float | None]:
    """chi2 / (k - 1), its p, and the variation between k firms with shares s of the hours and n events in all.

    chi2 = sum((x - n s)^2 / (n s)). Given n, the counts are multinomial when all firms have one rate. Then chi2 has
    mean k - 1 and variance 2 (k - 1) + (sum(1 / s) - k^2 - 2 k + 2) / n (Haldane). p is from the gamma distribution
    with these two moments: the usual chi-square is wrong by far where most firms expect less than one event.
    When rates vary between firms by a factor with variance v, chi2 grows by v n (1 - sum(s^2)), which gives v by
    moments (Böhning and others), above 0 exactly when the dispersion is above 1. The variation is sqrt(v).
    """
    count, n = len(events), sum(events)
    if n < FEWEST_EVENTS:
        return None, None, None
    chi2 = sum((x - n * share) ** 2 / (n * share) for x, share in zip(events, shares, strict=True))
    mean = count - 1
    variance = 2 * mean + (sum(1 / share for share in shares) - count * count - 2 * count + 2) / n
    per_unit = mean / variance
    p = float(gammaincc(float(mean * per_unit), float(chi2 * per_unit)))
    per_variance = n * (1 - sum(share**2 for share in shares))
    drowned = variance > (NOISE * per_variance) ** 2
    variation = None if drowned else sqrt(max(0.0, float((chi2 - mean) / per_variance)))
    return float(chi2 / mean), p, variation
