"""Side by side: every firm is measured on the same day, against the same requirements, in the same columns."""

from collections.abc import Collection, Mapping, Sequence

from app.blueprints.capability.terms import Three
from app.blueprints.requirements.rules.readiness import readiness
from app.blueprints.requirements.terms import Cell, Compared, Requirement, SharedLevels

NOTHING = Three(claimed=None, evidenced=0)


def columns(requirements: Collection[Requirement] | None, known: Sequence[str]) -> list[str]:
    """The dimensions to show, the same for every firm: those that are asked for, else all known ones."""
    if requirements is None:
        return list(known)
    asked = {requirement.code for requirement in requirements if requirement.level}
    return [code for code in known if code in asked] + sorted(asked - set(known))


def compared(
    shared: SharedLevels, three: Mapping[str, Three], codes: Sequence[str], requirements: Collection[Requirement] | None
) -> Compared:
    """One firm's row. What it has not answered counts as 0 towards readiness; its cell says so."""
    asked = {requirement.code: requirement for requirement in requirements or ()}
    cells = tuple(
        Cell(
            code=code,
            three=three.get(code, NOTHING),
            required=asked[code].level if code in asked else None,
            must=code in asked and asked[code].must,
        )
        for code in codes
    )
    if requirements is None:
        return Compared(shared=shared, cells=cells)
    effective = {code: numbers.effective for code, numbers in three.items()}
    return Compared(shared=shared, cells=cells, readiness=readiness(requirements, effective))
