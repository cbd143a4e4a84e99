"""Numbers as they are seen in a text: groups of digits, what parts them, and what is said near them.

A number is found however it is written: with spaces of any width, dots, dashes, slashes, characters that are not seen,
in the digits of any script (Unicode Nd), over the end of a line with or without a hyphen. The text is walked once,
group by group, so that a long or hostile one takes a time that grows with its length and no faster.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Characters that nobody sees: soft hyphen, zero-width space and (non-)joiners, direction marks, word joiner, BOM,
# fillers, what chooses how the character before is drawn, tags; and what is drawn over or around the digit before.
_UNSEEN_RANGES = (
    (0x00AD, 0x00AD), (0x0300, 0x036F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x20D0, 0x20F0),
    (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB),
    (0xE0000, 0xE007F), (0xE0100, 0xE01EF),
)  # fmt: skip
UNSEEN = "".join(chr(code) for first, last in _UNSEEN_RANGES for code in range(first, last + 1))
_UNSEEN_CLASS = "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSEEN_RANGES)
LINE_ENDS = "\n\r\v\f\u0085\u2028\u2029"
MARKS = ".-/\\_·•|\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d\uff0e\uff0f\u2044\u2215\uff65"
MOST_BETWEEN = 40  # of spaces: a line that is indented in a table
MOST_MARKS = 2
MOST_DIGITS = 40  # of one group; what is longer is no number that anybody looks for

_USUAL = " .-\u00a0"
_GROUP = re.compile(r"\d+")
_BETWEEN = re.compile(rf"[\s\u2800{_UNSEEN_CLASS}{re.escape(MARKS)}]+")
ORGANISATION_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2, 1)


class Group(NamedTuple):
    """Digits that stand together: `text[start:end]`, and their `value` in 0-9. `new_line`: the first on its line."""

    start: int
    end: int
    value: str
    new_line: bool


def runs(text: str) -> Iterator[list[Group]]:
    """Groups that could be parts of one number, together; what parts them is at most a few spaces, marks and lines."""
    run: list[Group] = []
    for found in _GROUP.finditer(text):
        start, end = found.span()
        value = in_figures(found.group())
        if not run:
            run.append(Group(start, end, value, new_line=True))
            continue
        last = run[-1]
        how = _between(text, last.end, start)
        if how == "unseen":
            longer = last.value if len(last.value) > MOST_DIGITS else last.value + value
            run[-1] = Group(last.start, end, longer, last.new_line)
        elif how:
            run.append(Group(start, end, value, new_line=how == "line"))
        else:
            yield run
            run = [Group(start, end, value, new_line=True)]
    if run:
        yield run


def could_hold(run: list[Group], length: int) -> bool:
    """Whether there are so many digits in the run."""
    return len(run) >= length or sum([len(group.value) for group in run]) >= length


def in_figures(digits: str) -> str:
    """The same number in 0-9: Arabic-Indic, fullwidth and other digits are read."""
    return digits if digits.isascii() else "".join(str(unicodedata.decimal(digit)) for digit in digits)


def _between(text: str, start: int, end: int) -> str:
    """ "unseen", "line" or "space" for what may stand within a number; "" for what ends it."""
    if end - start == 1 and text[start] in _USUAL:
        return "space"
    if end - start > MOST_BETWEEN or not _BETWEEN.fullmatch(text, start, end):
        return ""
    between = text[start:end]
    seen = between.strip(UNSEEN)
    if not seen:
        return "unseen"
    if sum(mark in MARKS for mark in between) > MOST_MARKS:
        return ""
    return "line" if any(mark in between for mark in LINE_ENDS) else "space"


def left(digits: str, weights: tuple[int, ...]) -> int:
    """What is left of the weighted sum after division by 11: 0 for a number whose control digit is right."""
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11


def is_organisation_number(digits: str) -> bool:
    """Nine digits with a right control digit. Those in the register begin with 8 or 9, those of examples with 3."""
    return len(digits) == 9 and left(digits, ORGANISATION_WEIGHTS) == 0
