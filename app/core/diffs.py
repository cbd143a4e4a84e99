"""What changed between two texts, word by word, for people to read.

Unchanged words at both ends are set aside; words that occur once in either text tie the rest together (Bram Cohen's
patience diff); what lies between is compared by Myers' algorithm ("An O(ND) Difference Algorithm and Its Variations",
1986). The number of steps has a bound, so a text made to be slow is shown as taken out and put in whole.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

STEPS = 400_000  # about a fifth of a second
_TOKEN = re.compile(r"\w+|\s+|([^\w\s])\1*")


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that both texts have, or only the one before, or only the one after."""

    kind: Change
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces in reading order: all but the new ones make up `before`, all but the gone ones `after`."""
    old, new = _tokens(before), _tokens(after)
    found = _Finder(old, new).between(0, len(old), 0, len(new))
    return list(_readable(found))


def _tokens(text: str) -> list[str]:
    return [match.group() for match in _TOKEN.finditer(text)]


_Steps: TypeAlias = Iterator[tuple[Change, str]]


class _Finder:
    """Finds what two lists of tokens share, within a number of steps."""

    def __init__(self, old: list[str], new: list[str]) -> None:
        self.old, self.new, self.left = old, new, STEPS

    def between(self, a: int, b: int, c: int, d: int) -> _Steps:
        """The changes that make `old[a:b]` into `new[c:d]`."""
        old, new = self.old, self.new
        while a < b and c < d and old[a] == new[c]:
            yield Change.SAME, old[a]
            a, c = a + 1, c + 1
        tail = 0
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d, tail = b - 1, d - 1, tail + 1
        anchors = self._anchors(a, b, c, d)
        for at, there in anchors:
            yield from self._myers(a, at, c, there)
            yield Change.SAME, old[at]
            a, c = at + 1, there + 1
        yield from self._myers(a, b, c, d)
        yield from ((Change.SAME, token) for token in old[b : b + tail])

    def _anchors(self, a: int, b: int, c: int, d: int) -> list[tuple[int, int]]:
        """Places of words that occur once in both texts, in the longest order that both have."""
        once = {token for token, times in Counter(self.old[a:b]).items() if times == 1}
        places = {token: place for place, token in enumerate(self.new[c:d], c) if token in once}
        single = {token for token, times in Counter(self.new[c:d]).items() if times == 1}
        pairs = [(i, places[t]) for i, t in enumerate(self.old[a:b], a) if t in single and t in once]
        return _longest_rising(pairs)

    def _myers(self, a: int, b: int, c: int, d: int) -> _Steps:
        old, new = self.old[a:b], self.new[c:d]
        if old and new:
            path = self._shortest(old, new)
            if path is not None:
                yield from path
                return
        yield from ((Change.GONE, token) for token in old)
        yield from ((Change.NEW, token) for token in new)

    def _shortest(self, old: Sequence[str], new: Sequence[str]) -> list[tuple[Change, str]] | None:
        """The shortest way from one to the other; None when the steps are spent."""
        furthest = {1: 0}
        trace: list[dict[int, int]] = []
        for cost in range(len(old) + len(new) + 1):
            trace.append(dict(furthest))
            self.left -= cost + len(furthest)
            for k in range(-cost, cost + 1, 2):
                down = k == -cost or (k != cost and furthest[k - 1] < furthest[k + 1])
                x = furthest[k + 1] if down else furthest[k - 1] + 1
                start = x
                while x < len(old) and x - k < len(new) and old[x] == new[x - k]:
                    x += 1
                self.left -= x - start
                furthest[k] = x
                if x >= len(old) and x - k >= len(new):
                    return _walked(old, new, trace)
            if self.left < 0:
                return None
        return None  # pragma: no cover - the last cost always arrives


def _walked(old: Sequence[str], new: Sequence[str], trace: list[dict[int, int]]) -> list[tuple[Change, str]]:
    """The way back from the end of both lists, turned round."""
    steps: list[tuple[Change, str]] = []
    x, y = len(old), len(new)
    for cost in range(len(trace) - 1, -1, -1):
        furthest, k = trace[cost], x - y
        down = k == -cost or (k != cost and furthest[k - 1] < furthest[k + 1])
        from_x = furthest[k + 1] if down else furthest[k - 1]
        from_y = from_x - (k + 1 if down else k - 1)
        while x > max(from_x, 0) and y > max(from_y, 0):
            x, y = x - 1, y - 1
            steps.append((Change.SAME, old[x]))
        if cost:
            steps.append((Change.NEW, new[from_y]) if down else (Change.GONE, old[from_x]))
        x, y = from_x, from_y
    return steps[::-1]


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs (their first numbers rise) whose second numbers rise too."""
    ends: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for number, (_, value) in enumerate(pairs):
        place = bisect_left(ends, value)
        back.append(at[place - 1] if place else -1)
        ends[place : place + 1] = [value]
        at[place : place + 1] = [number]
    number, found = (at[-1] if at else -1), []
    while number >= 0:
        found.append(pairs[number])
        number = back[number]
    return found[::-1]


def _readable(steps: _Steps) -> Iterator[Piece]:
    """Runs, where a space between two changes is part of both: "old words" -> "new text", not word by word."""
    runs = [(kind, "".join(text for _, text in group)) for kind, group in groupby(steps, key=lambda step: step[0])]
    gone, new = "", ""
    for place, (kind, text) in enumerate(runs):
        if kind is Change.GONE:
            gone += text
        elif kind is Change.NEW:
            new += text
        elif text.isspace() and "\n" not in text and (gone and new) and place < len(runs) - 1:
            gone, new = gone + text, new + text
        else:
            yield from _changed(gone, new)
            yield Piece(kind, text)
            gone, new = "", ""
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Change.GONE, gone)
    if new:
        yield Piece(Change.NEW, new)
