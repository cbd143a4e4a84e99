"""Which duties a firm has: from how many people work there, its industries, and the day. Pure, so that it can be tried.

Where the size or the industry is not known, every size from one person and both answers about the industry are tried;
where they disagree, the duty is UNKNOWN.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.blueprints.internal_control.terms import Applies, DutyRow

STRONGEST_FIRST = (Applies.REQUIRED, Applies.AGREEMENT, Applies.ON_REQUEST, Applies.BY_RISK)


@dataclass(frozen=True, slots=True)
class DutyFor:
    """A duty as it stands to one firm; `rows` say why, the first of them in its strongest form."""

    code: str
    applies: Applies
    rows: tuple[DutyRow, ...]


def duties_for(rows: Iterable[DutyRow], headcount: int | None, industries: Collection[str], day: date) -> list[DutyFor]:
    """The duties of a firm on `day`, in the order of the rows; one that does not apply is left out.

    `headcount` None and no `industries` mean that these are not known.
    """
    by_code: dict[str, list[DutyRow]] = {}
    for row in sorted(rows, key=lambda row: (row.position, row.code)):
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to):
            by_code.setdefault(row.code, []).append(row)
    return [duty for code, group in by_code.items() if (duty := _duty(code, group, headcount, industries)) is not None]


def _duty(code: str, rows: Sequence[DutyRow], headcount: int | None, industries: Collection[str]) -> DutyFor | None:
    sizes = [headcount] if headcount is not None else _sizes(rows)
    answers = [_matching(rows, industries)] if industries else [_matching(rows, ()), frozenset(range(len(rows)))]
    outcomes = [_strongest(rows, size, matching) for size in sizes for matching in answers]
    kinds = {outcome[0].applies if outcome else None for outcome in outcomes}
    if kinds == {None}:
        return None
    if len(kinds) == 1:
        return DutyFor(code, outcomes[0][0].applies, tuple(outcomes[0]))
    tried = {id(row): row for outcome in outcomes for row in outcome}
    return DutyFor(code, Applies.UNKNOWN, tuple(sorted(tried.values(), key=_rank)))


def _sizes(rows: Iterable[DutyRow]) -> list[int]:
    """One person, and each size at which a rule begins or ends."""
    ends = {row.to_headcount + 1 for row in rows if row.to_headcount is not None}
    return sorted({1} | ends | {row.from_headcount for row in rows if row.from_headcount > 0})


def _matching(rows: Sequence[DutyRow], industries: Collection[str]) -> frozenset[int]:
    """The places of the rows that are about one of these industries, or about all."""
    return frozenset(place for place, row in enumerate(rows) if is_about(row.industries, industries))


def is_about(beginnings: Collection[str] | None, industries: Collection[str]) -> bool:
    """Whether one of the codes ("43.210") begins as one of the `beginnings` ("43"); None is about every industry."""
    return beginnings is None or any(code.startswith(tuple(beginnings)) for code in industries)


def _strongest(rows: Sequence[DutyRow], size: int, matching: Collection[int]) -> list[DutyRow]:
    """The rows that hold for this size, of the strongest kind among them."""
    held = [
        row
        for place, row in enumerate(rows)
        if place in matching and row.from_headcount <= size and (row.to_headcount is None or size <= row.to_headcount)
    ]
    kind = min((STRONGEST_FIRST.index(row.applies) for row in held), default=None)
    return [row for row in held if STRONGEST_FIRST.index(row.applies) == kind]


def _rank(row: DutyRow) -> int:
    return STRONGEST_FIRST.index(row.applies)


def is_industry(code: str) -> bool:
    """The beginning of an industry code: two digits, and after a dot one to three more (43, 43.2, 43.210)."""
    first, dot, rest = code.partition(".")
    plain = code.isascii() and first.isdigit() and len(first) == 2
    return plain and (not dot or (rest.isdigit() and len(rest) <= 3))
