"""A buyer's comparison of those who have shared with it, all measured on the same day."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.blueprints.capability.services import three_on
from app.blueprints.requirements import rules
from app.blueprints.requirements.models import Profile
from app.blueprints.requirements.services.gap import requirements_of
from app.blueprints.requirements.terms import Compared, SharedLevels


def compare(
    shared: Sequence[SharedLevels], profile: Profile | None, known: Iterable[str], day: date
) -> tuple[list[str], list[Compared]]:
    """The columns (codes of dimensions) and the rows, in the order in which they came: nobody is ranked.

    `known` are the dimensions of the frameworks in their order. A snapshot is measured on `day` as everybody else is:
    what has expired since counts for nobody.
    """
    requirements = requirements_of(profile) if profile else None
    codes = rules.columns(requirements, list(known))
    rows = [rules.compared(line, three_on(line.levels, day), codes, requirements) for line in shared]
    return codes, rows
