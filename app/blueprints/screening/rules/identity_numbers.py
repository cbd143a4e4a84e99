"""Identity numbers in a text.

11 digits, day and month plausible, two control digits. Day + 40 is a D-number; month + 40 and month + 80 are the
synthetic series. From 2032 the first control digit may leave 0, 1, 2 or 3 (Skatteetaten); numbers
that are valid only so are believed when a word beside them says what they are. Norwegian bank accounts have 11 digits
and the same weights as the second control digit: the 4.2.5 grouping is one, and one written together after the word
"konto" is left to a person. Weights and the 2032 rule: as in NAV's fnrvalidator 2.2 and the notes that it cites.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import accumulate

from app.blueprints.screening.terms.findings import Span

LENGTH = 11
FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
FROM_2032 = frozenset({0, 1, 2, 3})
BIRTH_DIGITS = 6
ACCOUNT = (4, 2, 5)
ORGANISATION = (3, 3, 3)
CENTURIES = (1800, 1900, 2000)

# What may stand between the digits: one or two spaces or marks, and characters that are not seen at all.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_BETWEEN = (
    rf"[ \t\u00a0\u2007\u2009\u202f{_UNSEEN}]{{0,2}}[.\-\u2010-\u2015/]?[ \t\u00a0\u2007\u2009\u202f{_UNSEEN}]{{0,2}}"
)
_RUN = re.compile(rf"\d(?:{_BETWEEN}\d)*")
_GROUP = re.compile(r"\d+")
_SAYS_IDENTITY = re.compile(
    r"(f[øo]dselsn|personnummer|pers\.?\s?nr|\bfnr\b|d-nummer|\bdnr\b|identi|national id|social security)",
    re.IGNORECASE,
)
_SAYS_ACCOUNT = re.compile(r"(konto|account|\biban\b|\bkid\b)", re.IGNORECASE)
_NEAR = 30


def find_identity_numbers(text: str) -> list[Span]:
    """Where `text` holds an identity number: what stops a post. Organisation numbers, phones and accounts are none."""
    return [span for span in find_possible_identity_numbers(text) if span.certain]


def find_possible_identity_numbers(text: str) -> list[Span]:
    """The same, with those that only a person can judge (`certain` is False), for the moderator's eye."""
    spans = []
    for run in _RUN.finditer(text):
        taken = 0
        for start, end, digits, grouping in _candidates(text, run.start(), run.end()):
            if start < taken or (verdict := _judge(digits)) is None:
                continue
            near = text[max(0, start - _NEAR) : start]
            says_account = bool(_SAYS_ACCOUNT.search(near)) and grouping == (LENGTH,)
            certain = (verdict == "valid" or bool(_SAYS_IDENTITY.search(near))) and not says_account
            spans.append(Span(start, end, certain))
            taken = end
    return spans


def _candidates(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, tuple[int, ...]]]:
    """Whole groups of digits, one after another, that together have 11 and break after the date if at all."""
    groups = _groups(text, start, end)
    for first in range(len(groups)):
        digits, grouping = "", []
        for _, group_end, group in groups[first : first + LENGTH]:
            digits += group
            grouping.append(len(group))
            if len(digits) >= LENGTH:
                if len(digits) == LENGTH and _is_grouped_as_identity(tuple(grouping)):
                    yield groups[first][0], group_end, digits, tuple(grouping)
                break


def _groups(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Groups of digits as they are seen: what is not seen does not part them. Digits of any script are read."""
    groups: list[tuple[int, int, str]] = []
    for found in _GROUP.finditer(text, start, end):
        value = "".join(str(unicodedata.decimal(digit)) for digit in found.group())
        between = text[groups[-1][1] : found.start()] if groups else " "
        if groups and not between.strip(_UNSEEN):
            groups[-1] = (groups[-1][0], found.end(), groups[-1][2] + value)
        else:
            groups.append((found.start(), found.end(), value))
    return groups


def _is_grouped_as_identity(grouping: tuple[int, ...]) -> bool:
    if grouping == ACCOUNT or grouping[:3] == ORGANISATION:
        return False
    return grouping == (LENGTH,) or BIRTH_DIGITS in accumulate(grouping)


def _judge(digits: str) -> str | None:
    """ "valid" by the rule of today, "2032" by the coming one only, None when it is no identity number."""
    numbers = [int(digit) for digit in digits]
    if not _has_date(numbers) or _left(numbers, SECOND_WEIGHTS) != 0:
        return None
    left = _left(numbers, FIRST_WEIGHTS)
    if left == 0:
        return "valid"
    return "2032" if left in FROM_2032 else None


def _left(numbers: list[int], weights: tuple[int, ...]) -> int:
    return sum(number * weight for number, weight in zip(numbers, weights, strict=True)) % 11


def _has_date(numbers: list[int]) -> bool:
    """A day that exists in some century, once the offsets of D-numbers and synthetic series are taken off."""
    day, month, year = (10 * numbers[i] + numbers[i + 1] for i in (0, 2, 4))
    day -= 40 if day > 40 else 0
    month -= 80 if month > 80 else 40 if month > 40 else 0
    return any(_exists(century + year, month, day) for century in CENTURIES)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
