"""Identity numbers in a text.

11 digits, day and month plausible, two control digits. Day + 40 is a D-number; month + 40 and month + 80 are the
synthetic series. From 2032 the first control digit may leave 0, 1, 2 or 3 (Skatteetaten); numbers
that are valid only so are believed when a word beside them says what they are. Norwegian bank accounts have 11 digits
and the same weights as the second control digit: the 4.2.5 grouping is one, and one written together after the word
"konto" is left to a person. Weights and the 2032 rule: as in NAV's fnrvalidator 2.2 and the notes that it cites.

However the digits are parted, a number that stands by itself is found; within a longer row of figures only one that is
parted after the date, as people part it, since among so many figures one would be met by chance.
"""

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate

from app.blueprints.screening.rules.digits import Group, could_hold, in_figures, is_organisation_number, left, runs
from app.blueprints.screening.terms.findings import Span

LENGTH = 11
FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
FROM_2032 = frozenset({0, 1, 2, 3})
BIRTH_DIGITS = 6
ACCOUNT = (4, 2, 5)
ORGANISATION = (3, 3, 3)
PHONES = ((8, 3), (3, 8), (3, 2, 3, 3))
CENTURIES = (1800, 1900, 2000)
LARGEST_DAY = 71  # of a D-number; so an identity number never begins with 8 or 9

_SAYS_IDENTITY = re.compile(
    r"(f[øo]dselsn|personn(?:umme)?r|person(?:al)? ?id|pers\.?\s?nr|\bfnr\b|d-nummer|\bdnr\b|identi|national id|social"
    r" security)",
    re.IGNORECASE,
)
_SAYS_ACCOUNT = re.compile(r"(konto|account|\biban\b|\bkid\b)", re.IGNORECASE)
_SAYS_ORGANISATION = re.compile(r"(\borg\b|org\.|orgnr|organisa[sz]?[jt]ion|\bmva\b|\bvat\b|enhetsreg)", re.IGNORECASE)
# "født 01.01.90, personnummer 12345": the two halves, each with its own name.
_HALVES = re.compile(
    r"(?<!\d)(\d{2})[ .\-/]?(\d{2})[ .\-/]?(?:18|19|20)?(\d{2})(?!\d)[^\d\n]{1,40}?\bp(?:ers(?:on)?)?\.?\s?n(?:umme)?r"
    r"[^\d\n]{0,12}(\d{5})(?!\d)",
    re.IGNORECASE,
)
# The date and the five after it, parted by marks that part no other number: "010190, 12345", "010190 (12345)".
_PARTED = re.compile(r"(?<!\d)(\d{6})[^\w\n]{1,6}(\d{5})(?!\d)")
_SAYS_AMOUNT = re.compile(r"(\bkr\.?|\bnok|\beur|\busd|[€$£])\s*$", re.IGNORECASE)
_AMOUNT_FOLLOWS = re.compile(r"\s*(?:,-|kr\b|kroner|nok\b|eur\b|euro|usd\b|[€$£%])", re.IGNORECASE)
_NEAR = 30


@dataclass(frozen=True, slots=True)
class _Candidate:
    """11 digits in whole groups. `alone`: nothing else of the row, or of its lines, stands beside it."""

    start: int
    end: int
    digits: str
    grouping: tuple[int, ...]
    lines: int
    alone: bool

    def overlaps(self, other: "_Candidate") -> bool:
        return self.start < other.end and other.start < self.end


def find_identity_numbers(text: str) -> list[Span]:
    """Where `text` holds an identity number: what stops a post. Organisation numbers, phones and accounts are none."""
    return [span for span in find_possible_identity_numbers(text) if span.certain]


def find_possible_identity_numbers(text: str, rows: Iterable[list[Group]] | None = None) -> list[Span]:
    """The same, with those that only a person can judge (`certain` is False), for the moderator's eye.

    `rows`: `digits.runs(text)`, where they are known already.
    """
    return [Span(found.start, found.end, certain) for found, certain in _judged(text, rows)]


def identity_numbers_in(text: str) -> list[tuple[Span, str]]:
    """The certain ones, each with its eleven digits in 0-9: for a keyed hash, and for nothing else."""
    return [(Span(found.start, found.end), found.digits) for found, certain in _judged(text) if certain]


def _judged(text: str, rows: Iterable[list[Group]] | None = None) -> list[tuple[_Candidate, bool]]:
    """In the order of the text, without overlaps."""
    together = list(_in_rows(text, runs(text) if rows is None else rows))
    starts = [found.start for found, _ in together]
    apart: list[tuple[_Candidate, bool]] = []
    for one in sorted((*_in_halves(text), *_parted(text)), key=lambda pair: pair[0].start):
        place = bisect(starts, one[0].start)
        beside = [*together[max(0, place - 1) : place + 1], *apart[-1:]]  # its neighbours only: time grows no faster
        if not any(one[0].overlaps(other) for other, _ in beside):
            apart.append(one)
    return sorted(together + apart, key=lambda one: one[0].start) if apart else together


def _in_rows(text: str, rows: Iterable[list[Group]]) -> Iterator[tuple[_Candidate, bool]]:
    for run in rows:
        if not could_hold(run, LENGTH):
            continue
        taken = 0
        for found in _candidates(run):
            if found.start < taken or (verdict := _judge(found.digits)) is None:
                continue
            near = text[max(0, found.start - _NEAR) : found.start]
            says_identity = bool(_SAYS_IDENTITY.search(near))
            if not says_identity and _is_something_else(found, near, text):
                continue
            says_account = bool(_SAYS_ACCOUNT.search(near)) and found.grouping == (LENGTH,)
            yield found, (verdict == "valid" or says_identity) and not says_account
            taken = found.end


def _in_halves(text: str) -> Iterator[tuple[_Candidate, bool]]:
    for match in _HALVES.finditer(text):
        digits = in_figures("".join(match.groups()))
        if _judge(digits) is not None:
            yield _Candidate(match.start(), match.end(), digits, (BIRTH_DIGITS, 5), 0, alone=True), True


def _parted(text: str) -> Iterator[tuple[_Candidate, bool]]:
    for match in _PARTED.finditer(text):
        digits = in_figures("".join(match.groups()))
        verdict = _judge(digits)
        if verdict is not None:
            says_identity = bool(_SAYS_IDENTITY.search(text[max(0, match.start() - _NEAR) : match.start()]))
            found = _Candidate(match.start(), match.end(), digits, (BIRTH_DIGITS, 5), 0, alone=True)
            yield found, verdict == "valid" or says_identity


def _candidates(run: list[Group]) -> Iterator[_Candidate]:
    """Whole groups, one after another, that together have 11 digits; parted as people do it, or by themselves."""
    for first, group in enumerate(run):
        if group.value > "72" or len(group.value) > LENGTH:
            continue  # begins with no day
        count, last = 0, first
        while last < len(run) and count < LENGTH:
            count += len(run[last].value)
            last += 1
        if count != LENGTH:
            continue
        groups = run[first:last]
        grouping = tuple(len(one.value) for one in groups)
        lines = sum(one.new_line for one in groups[1:])
        alone = (first == 0 and last == len(run)) or (
            lines <= 1 and group.new_line and (last == len(run) or run[last].new_line)
        )
        if alone or (lines <= 1 and _parts_after_the_date(grouping)):
            digits = "".join(one.value for one in groups)
            yield _Candidate(group.start, groups[-1].end, digits, grouping, lines, alone)


def _parts_after_the_date(grouping: tuple[int, ...]) -> bool:
    return grouping == (LENGTH,) or BIRTH_DIGITS in accumulate(grouping)


def _is_something_else(found: _Candidate, near: str, text: str) -> bool:
    """An account, an organisation number and two figures, a phone and three, an amount: by how it is parted."""
    parts = found.grouping
    if parts == ACCOUNT:
        return True
    if parts[:3] == ORGANISATION or 9 in (parts[0], parts[-1]):
        nine = found.digits[-9:] if parts[-1] == 9 else found.digits[:9]
        if is_organisation_number(nine) or _SAYS_ORGANISATION.search(near):
            return True
    if parts in PHONES:
        return True
    thousands = parts[0] <= 3 and len(parts) > 1 and all(part == 3 for part in parts[1:])
    return thousands and bool(_SAYS_AMOUNT.search(near) or _AMOUNT_FOLLOWS.match(text, found.end))


def _judge(digits: str) -> str | None:
    """ "valid" by the rule of today, "2032" by the coming one only, None when it is no identity number."""
    if int(digits[:2]) > LARGEST_DAY or not _has_date(digits[:BIRTH_DIGITS]) or left(digits, SECOND_WEIGHTS) != 0:
        return None
    over = left(digits, FIRST_WEIGHTS)
    if over == 0:
        return "valid"
    return "2032" if over in FROM_2032 else None


@lru_cache(maxsize=4096)
def _has_date(six: str) -> bool:
    """A day that exists in some century, once the offsets of D-numbers and synthetic series are taken off."""
    day, month, year = int(six[:2]), int(six[2:4]), int(six[4:])
    day -= 40 if day > 40 else 0
    month -= 80 if month > 80 else 40 if month > 40 else 0
    return any(_exists(century + year, month, day) for century in CENTURIES)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
