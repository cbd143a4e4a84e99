"""Gap and readiness, exactly.

Source: research note on market dialogue, C1. For a dimension d with required level r, effective level e and weight w:
gap g = max(0, r - e), and readiness R = sum(w * min(e, r)) / sum(w * r). The cap at r is what keeps strength in one
dimension from hiding a gap in another.
"""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from app.blueprints.requirements.terms import Gap, Readiness, Requirement, Verdict


def asks_nothing(requirements: Iterable[Requirement]) -> bool:
    """No requirement at all, or none above level 0: readiness is not defined, and is never shown as 100 %."""
    return not any(requirement.level for requirement in requirements)


def gaps(requirements: Iterable[Requirement], levels: Mapping[str, int]) -> tuple[Gap, ...]:
    """What is wanting: must-haves first, then the widest, then by code. `levels` are the effective ones by dimension;
    a dimension that is not there counts as 0."""
    found = [
        Gap(code=asked.code, required=asked.level, effective=has, gap=asked.level - has, must=asked.must)
        for asked in requirements
        if (has := levels.get(asked.code, 0)) < asked.level
    ]
    return tuple(sorted(found, key=lambda gap: (not gap.must, -gap.gap, gap.code)))


def readiness(requirements: Collection[Requirement], levels: Mapping[str, int]) -> Readiness:
    """How far a firm has come towards a profile: the exact share, the verdict, and every gap.

    A gap in a must-have is "not ready" whatever the share.
    """
    if asks_nothing(requirements):
        return Readiness(value=None, verdict=Verdict.NO_REQUIREMENTS)
    has = wanted = Fraction()
    for asked in requirements:
        has += asked.weight * min(levels.get(asked.code, 0), asked.level)
        wanted += asked.weight * asked.level
    wanting = gaps(requirements, levels)
    return Readiness(value=has / wanted, verdict=_verdict(wanting), gaps=wanting)


def rounded(value: Fraction, places: int = 3) -> Decimal:
    """A share with so many decimals, worked out exactly; a half goes to the even neighbour.

    0.9999 rounds to 1.000 although something is wanting: the verdict, not the figure, says who is ready.
    """
    return Decimal(round(value * 10**places)).scaleb(-places)


def _verdict(wanting: Collection[Gap]) -> Verdict:
    if not wanting:
        return Verdict.READY
    return Verdict.NOT_READY if any(gap.must for gap in wanting) else Verdict.PARTLY
