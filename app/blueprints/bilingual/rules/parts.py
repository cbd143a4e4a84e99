"""Paragraphs of a text as it is written, so that a translation can be made beside its original, box by box.

A paragraph is what blank lines part; a fenced piece of code is one, whatever it holds. A draft may have holes, for what
its translator has not come to yet: two blank lines more between its neighbours. Linear in the text. (How two finished
texts are laid beside each other for reading is told in `aligning`.)
"""

import re
from collections.abc import Iterable

_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")


def parts(text: str) -> list[str]:
    """The paragraphs of a text, the holes of a draft being empty ones.

    >>> parts("One\\n\\nTwo"), parts("One\\n\\n\\n\\nThree"), parts("\\n\\nTwo")
    (['One', 'Two'], ['One', '', 'Three'], ['', 'Two'])
    """
    found: list[str] = []
    lines: list[str] = []
    blanks, fence = 0, ""
    for line in text.split("\n"):
        if not fence and not line.strip():
            if lines:
                found.append("\n".join(lines))
                lines = []
            blanks += 1
            continue
        if not lines:
            found.extend([""] * ((blanks - 1 if found else blanks) // 2))
            blanks = 0
        lines.append(line)
        fence = _fence(line, fence)
    if lines:
        found.append("\n".join(lines))
    return found


def _fence(line: str, fence: str) -> str:
    """The marks that will end the piece of code in which one is after this line; empty outside of code."""
    match = _FENCE.match(line)
    if match is None:
        return fence
    if not fence:
        return match[1]
    ends = match[1][0] == fence[0] and len(match[1]) >= len(fence) and not line.strip(" `~")
    return "" if ends else fence


def joined(paragraphs: Iterable[str]) -> str:
    """One text of these paragraphs; holes are kept, but for those at its end."""
    given = ["\n\n".join(part for part in parts(each) if part) for each in paragraphs]
    while given and not given[-1]:
        given.pop()
    return "\n\n".join(given)


def whole(text: str) -> str:
    """The text without holes: as it is sent to be checked."""
    return "\n\n".join(part for part in parts(text) if part)


def count(text: str) -> int:
    return sum(1 for part in parts(text) if part)
