"""What a firm's numbers will be on a day, and what would raise them: lent to the rooms above, which know no rules."""

from collections.abc import Collection, Iterable
from datetime import date

from app.blueprints.capability import rules
from app.blueprints.capability.terms import DimensionStanding, Missing, Proof, Three


def numbers_on(standings: Iterable[DimensionStanding], day: date) -> dict[str, Three]:
    """Each dimension's three numbers on `day`, by its code, as far as is known today: nothing is renewed or added."""
    return {
        standing.code: rules.three(standing.claimed, standing.proofs, standing.endorsed, day) for standing in standings
    }


def missing_for(level: int, proofs: Collection[Proof], day: date) -> list[Missing]:
    """What stands between a firm's evidence and a level, in the order of the ladder; empty when it is reached."""
    return rules.missing_for(level, proofs, day)
