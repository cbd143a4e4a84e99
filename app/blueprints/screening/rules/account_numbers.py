"""Norwegian bank accounts: 11 digits with a control digit (mod 11), in groups of 4.2.5 or after a word that says so.

Of random rows of 11 digits one in eleven has a right control digit, so the figures alone say nothing (ISO 13616 for the
IBAN, whose two control digits are mod 97).
"""

import re
from collections.abc import Iterable, Iterator

from app.blueprints.screening.rules.digits import Group, could_hold, left, runs
from app.blueprints.screening.rules.identity_numbers import LENGTH, SECOND_WEIGHTS
from app.blueprints.screening.terms.findings import Certainty, Finding, FindingKind

GROUPING = (4, 2, 5)
NORWAY = "2324"  # "NO" as figures in an IBAN
_NEAR = 40
_SAYS_ACCOUNT = re.compile(
    r"(konto|account|\biban\b|\bacct\b|\bbank|(?:inn)?betal(?:es|ing|ast)?\s+(?:til|inn)|utbetal)", re.IGNORECASE
)
_SAYS_REFERENCE = re.compile(r"(\bkid\b|faktura|invoice|referanse|\bref\b)[^\n]{0,12}$", re.IGNORECASE)
_IBAN_BEGINS = re.compile(r"(?<![^\W_])NO\W{0,2}$", re.IGNORECASE)


def find_account_numbers(text: str, rows: Iterable[list[Group]] | None = None) -> list[Finding]:
    """Account numbers, those in an IBAN among them; `medium` where only the grouping says so.

    `rows`: `digits.runs(text)`, where they are known already.
    """
    return [
        Finding(FindingKind.ACCOUNT, start, end, certainty)
        for run in (runs(text) if rows is None else rows)
        if could_hold(run, LENGTH)
        for start, end, certainty in _in_run(text, run)
    ]


def _in_run(text: str, run: list[Group]) -> Iterator[tuple[int, int, Certainty]]:
    taken = 0
    for first, group in enumerate(run):
        if group.start < taken or len(group.value) > LENGTH + 2:
            continue
        begins = _IBAN_BEGINS.search(text, max(0, group.start - 5), group.start) if len(group.value) >= 2 else None
        if begins and (end := _of(run, first, LENGTH + 2)) and _is_iban(_digits(run, first, end)):
            yield begins.start(), run[end - 1].end, Certainty.HIGH
            taken = run[end - 1].end
            continue
        end = _of(run, first, LENGTH)
        if not end or left(_digits(run, first, end), SECOND_WEIGHTS) != 0:
            continue
        near = text[max(0, group.start - _NEAR) : group.start]
        grouped = tuple(len(one.value) for one in run[first:end]) == GROUPING
        said = bool(_SAYS_ACCOUNT.search(near)) and not _SAYS_REFERENCE.search(near)
        if grouped or said:
            dotted = grouped and text[group.end] == text[run[first + 1].end] == "."
            yield group.start, run[end - 1].end, Certainty.HIGH if said or dotted else Certainty.MEDIUM
            taken = run[end - 1].end


def _of(run: list[Group], first: int, length: int) -> int:
    """The index after the groups that together have `length` digits; 0 when no whole groups do."""
    count = 0
    for last in range(first, len(run)):
        count += len(run[last].value)
        if count >= length:
            return last + 1 if count == length else 0
    return 0


def _digits(run: list[Group], first: int, end: int) -> str:
    return "".join(group.value for group in run[first:end])


def _is_iban(digits: str) -> bool:
    return int(digits[2:] + NORWAY + digits[:2]) % 97 == 1
