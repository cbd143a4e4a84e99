"""How far two moderators judge alike, beyond what chance would give.

Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20, 37-46.
The interval is Wilson's (1927), as in Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

Z = 1.959964  # 95 %
FEW = 30
"""With fewer pairs than this kappa says little, and the page says so."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`n` pairs, `alike` of them the same; `share` and its interval (`low`, `high`) are from 0 to 1, None of no pairs.

    `kappa` is 1 for full agreement and 0 for what chance gives; None when both always judged the same single thing.
    """

    n: int
    alike: int
    share: float | None
    low: float | None
    high: float | None
    kappa: float | None

    @property
    def is_few(self) -> bool:
        return self.n < FEW


def wilson(successes: int, n: int, z: float = Z) -> tuple[float, float]:
    """The interval in which a share lies of which `successes` of `n` were seen; `n` above 0."""
    p, extra = successes / n, z * z / n
    middle = (p + extra / 2) / (1 + extra)
    reach = z / (1 + extra) * math.sqrt(p * (1 - p) / n + extra / (4 * n))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def agreement(pairs: Iterable[tuple[Hashable, Hashable]]) -> Agreement:
    """Of (first judgment, second judgment)."""
    table: Counter[tuple[Any, Any]] = Counter(pairs)
    n = table.total()
    if not n:
        return Agreement(0, 0, None, None, None, None)
    alike = sum(count for (first, second), count in table.items() if first == second)
    low, high = wilson(alike, n)
    return Agreement(n, alike, alike / n, low, high, _kappa(table, n, alike))


def _kappa(table: Counter[tuple[Any, Any]], n: int, alike: int) -> float | None:
    first: Counter[Any] = Counter()
    second: Counter[Any] = Counter()
    for (one, other), count in table.items():
        first[one] += count
        second[other] += count
    by_chance = sum(first[what] * second[what] for what in first) / (n * n)
    return None if by_chance == 1 else (alike / n - by_chance) / (1 - by_chance)
