"""What holds for levels and answers, whoever asks."""

from collections.abc import Collection, Iterable, Sequence

from app.blueprints.capability.terms import HIGHEST, Standing


def next_level(claimed: int) -> int | None:
    """The level after this one; None at the top."""
    return claimed + 1 if claimed < HIGHEST else None


def goal_fault(claimed: int | None, goal: int | None) -> str | None:
    """A goal is at least where one stands."""
    return "goal_below_level" if claimed is not None and goal is not None and goal < claimed else None


def by_gap(standings: Iterable[Standing]) -> list[Standing]:
    """The greatest distance to the goal first; among equals the lowest level, then the framework's order."""
    return sorted(standings, key=lambda standing: (-standing.gap, standing.claimed, standing.position))


def following(codes: Sequence[str], answered: Collection[str], code: str) -> str | None:
    """The next dimension without an answer, after `code` and around; None when all are answered."""
    here = codes.index(code)
    order = [*codes[here + 1 :], *codes[: here + 1]]
    return next((candidate for candidate in order if candidate not in answered), None)
