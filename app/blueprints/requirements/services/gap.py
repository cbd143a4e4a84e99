"""A firm's numbers against a profile. Nothing here writes: a firm measures itself without leaving a trace."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from app.blueprints.capability.services import numbers_on
from app.blueprints.capability.terms import DimensionStanding, Three
from app.blueprints.requirements import rules
from app.blueprints.requirements.models import Profile
from app.blueprints.requirements.terms import Coming, Line, Readiness, Requirement

DAY = timedelta(days=1)
BELOW_ONE = Decimal("0.999")


def requirements_of(profile: Profile) -> tuple[Requirement, ...]:
    """What a profile asks, exactly, as the rules take it."""
    return tuple(
        Requirement(code=row.dimension_code, level=row.level, weight=Fraction(row.weight), must=row.must)
        for row in profile.requirements
    )


def readiness_of(profile: Profile, three: Mapping[str, Three], day: date) -> Readiness:
    """How far a firm with these numbers, by dimension, as they are on `day`, has come towards a profile.

    A dimension that is not there counts as 0.
    """
    return rules.readiness(requirements_of(profile), {code: numbers.effective for code, numbers in three.items()})


def shown_value(readiness: Readiness) -> Decimal | None:
    """The share with three decimals, a half going to the even neighbour; None without requirements.

    While anything is wanting it is never shown as a whole: 0.9999 is shown as 0.999.
    """
    if readiness.value is None:
        return None
    figure = rules.rounded(readiness.value)
    return min(figure, BELOW_ONE) if readiness.gaps else figure


def relevant(profile: Profile, standings: Iterable[DimensionStanding]) -> list[DimensionStanding]:
    """Where the firm stands in what a profile asks of it."""
    asked = {row.dimension_code for row in profile.requirements if row.level}
    return [standing for standing in standings if standing.code in asked]


def measured(profile: Profile, three: Mapping[str, Three]) -> list[Line]:
    """Each requirement above level 0 beside the firm's numbers, in the profile's order."""
    nothing = Three(claimed=None, evidenced=0)
    return [
        Line(
            code=row.dimension_code,
            required=row.level,
            must=row.must,
            reason=row.reason,
            claimed=(numbers := three.get(row.dimension_code, nothing)).claimed,
            evidenced=numbers.evidenced,
            endorsed=numbers.endorsed,
        )
        for row in profile.requirements
        if row.level
    ]


def coming(profile: Profile, standings: Collection[DimensionStanding], today: date) -> Coming | None:
    """The first day from which the firm answers less of the profile than it does today, unless it does something.

    None when no day is in sight on which evidence or an endorsement runs out that the profile's levels rest on.
    """
    now = numbers_on(standings, today)
    before = readiness_of(profile, now, today).value
    if before is None:
        return None
    for day in sorted({day for standing in standings for day in _turns(standing) if day > today}):
        then = numbers_on(standings, day)
        readiness = readiness_of(profile, then, day)
        if readiness.value is not None and readiness.value < before:
            falls = [(code, three.effective) for code, three in then.items() if three.effective < now[code].effective]
            return Coming(day=day, readiness=readiness, falls=tuple(falls))
    return None


def _turns(standing: DimensionStanding) -> list[date]:
    """The days on which the firm's level in a dimension may become a lower one."""
    ends = [standing.next_fall[0]] if standing.next_fall else []
    if standing.endorsed and standing.endorsed.expires_on < date.max:
        ends.append(standing.endorsed.expires_on + DAY)
    return ends
