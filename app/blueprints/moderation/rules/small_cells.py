"""Small counts are hidden, and with them enough others that none can be computed back.

A count of one to four could be about a person whom somebody knows. It is hidden, and then whatever would give it away:
the sum of a table and all its other cells. Whether a hidden count can be computed is not guessed but worked out. From
what is shown follow bounds for what is not; sums are taken again and again until no bound moves. Where the sums hang
together without a ring, every whole number between the bounds is then really possible (bounds consistency of sums is
global consistency on an acyclic network of constraints), so a count is safe when its bounds lie apart.

Whoever computes is given more than she has: here she knows which counts are hidden because they are small.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

from app.blueprints.moderation.terms.account import HIDDEN_BELOW

Sums = Sequence[tuple[str, Sequence[str]]]
Bounds = dict[str, tuple[float, float]]


def hide_small(values: Mapping[str, int], sums: Sums) -> frozenset[str]:
    """The names of the cells that must not be shown."""
    hidden = {name for name, value in values.items() if 0 < value < HIDDEN_BELOW}
    while True:
        known = bounds(values, hidden, sums)
        pinned = [name for name in values if name in hidden and known[name][0] == known[name][1]]
        further = _next(values, hidden, sums, pinned) if pinned else None
        if further is None:
            return frozenset(hidden)
        hidden.add(further)


def bounds(values: Mapping[str, int], hidden: set[str], sums: Sums) -> Bounds:
    """(least, most) that each cell can be, for somebody who sees what is not hidden and knows the rule."""
    known: Bounds = {name: (value, value) for name, value in values.items() if name not in hidden}
    # When no cell that is nought is hidden, what is hidden without being small is five or more.
    least = 0 if any(values[name] == 0 for name in hidden) else HIDDEN_BELOW
    for name in hidden:
        known[name] = (1, HIDDEN_BELOW - 1) if 0 < values[name] < HIDDEN_BELOW else (least, math.inf)
    moved = True
    while moved:
        moved = False
        for total, parts in sums:
            for name, bound in _tightened(known, total, parts):
                if bound != known[name]:
                    known[name], moved = bound, True
    return known


def _tightened(known: Bounds, total: str, parts: Sequence[str]) -> Iterator[tuple[str, tuple[float, float]]]:
    """What one sum says of its total, and of each of its parts."""
    low, high = sum(known[part][0] for part in parts), sum(known[part][1] for part in parts)
    yield total, (max(known[total][0], low), min(known[total][1], high))
    for part in parts:
        others_low = sum(known[other][0] for other in parts if other != part)
        others_high = sum(known[other][1] for other in parts if other != part)
        yield (
            part,
            (max(known[part][0], known[total][0] - others_high), min(known[part][1], known[total][1] - others_low)),
        )


def _next(values: Mapping[str, int], hidden: set[str], sums: Sums, pinned: Sequence[str]) -> str | None:
    """What to hide besides: of a sum that gives a cell away, the smallest count; a total, or nought, only at last."""
    concerned = [(total, parts) for total, parts in sums if any(name in (total, *parts) for name in pinned)]
    giving_away = [(total, parts) for total, parts in concerned if len({total, *parts} & hidden) == 1]
    parts_of_some = {part for _, parts in sums for part in parts}
    order = {name: place for place, name in enumerate(values)}
    for group in (giving_away, concerned, _connected(concerned, sums)):
        shown = {name for total, parts in group for name in (total, *parts)} - hidden
        if shown:
            return min(shown, key=lambda name: (name not in parts_of_some, not values[name], values[name], order[name]))
    return None


def _connected(some: Sums, sums: Sums) -> Sums:
    """These sums, and all that share a cell with them, directly or by way of others."""
    cells = {name for total, parts in some for name in (total, *parts)}
    found = [(total, parts) for total, parts in sums if cells & {total, *parts}]
    return found if len(found) == len(some) else _connected(found, sums)
