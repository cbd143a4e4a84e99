"""Taking words out of a text: from its source, from what it said before, and from what others have quoted of it."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from app.core.text import plain

_TOKEN = re.compile(r"\w+|[^\w\s]+")
_WORD = re.compile(r"\w{2,}")
_LEFT_OUT = re.compile(r"(\s*(?:\[…\]|\[\.\.\.\]|…)\s*)")

Span = tuple[int, int]


def cut_out(source: str, spans: Iterable[Span], mark: str) -> str:
    """The source with `mark` in the place of each span (from, to: in characters); spans that touch are one.

    Where the brackets of the mark would begin a link or a name with what stands around them, they are written so that
    they do not.
    """
    kept, last = [], 0
    for start, end in merged(spans, len(source)):
        before, after = source[start - 1 : start], source[end : end + 1]
        joins = before in ("@", "!", "]") or after in ("(", "[", ":")
        kept += [source[last:start], re.sub(r"([\[\]])", r"\\\1", mark) if before and after and joins else mark]
        last = end
    return "".join([*kept, source[last:]])


def merged(spans: Iterable[Span], length: int) -> list[Span]:
    """Spans in order, inside the text, none empty and none touching another."""
    found: list[Span] = []
    for start, end in sorted((max(0, start), min(end, length)) for start, end in spans):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def removed(before: str, after: str) -> list[str]:
    """The runs of words that a reader of `before` (HTML) read, and a reader of `after` does not."""
    old, new = plain(before), plain(after)
    tokens, kept = list(_TOKEN.finditer(old)), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, [token.group() for token in tokens], kept, autojunk=False)
    return [
        old[tokens[first].start() : tokens[last - 1].end()]
        for tag, first, last, _from, _to in matcher.get_opcodes()
        if tag in ("delete", "replace")
    ]


def holds(html: str, runs: Sequence[str], said_now: str) -> bool:
    """Whether a version holds any of what was removed: a whole run, or a word of one that nobody reads any more.

    Single words, since the same name may have been spelt otherwise around it, or stand in another sentence.
    """
    text = " ".join(plain(html).split()).casefold()
    if any(" ".join(run.split()).casefold() in text for run in runs):
        return True
    gone = _words(" ".join(runs)) - _words(plain(said_now))
    return bool(gone & _words(text))


def quote_without(words: str, runs: Sequence[str], said: str | None, mark: str) -> str:
    """A quote without what was removed of the text it quotes (`said`, HTML, as it was when it was quoted).

    A quote of a translation (`said` None), or one whose words are not found there, loses all its words.
    """
    if said is None:
        return mark
    text = " ".join(plain(said).split())
    gone = merged((span for run in runs for span in _found(" ".join(run.split()), text)), len(text))
    if not gone:
        return words
    parts = []
    for part in _LEFT_OUT.split(words):
        if _LEFT_OUT.fullmatch(part) or not part.strip():
            parts.append(part)
            continue
        flat = " ".join(part.split())
        places = [start for start, _end in _found(flat, text)]
        if not places:
            return mark
        spans = [(first - place, last - place) for place in places for first, last in gone]
        inside = [(first, last) for first, last in merged(spans, len(flat)) if first < len(flat)]
        parts.append(cut_out(flat, inside, mark) if inside else part)
    return "".join(parts)


def _found(words: str, text: str) -> list[Span]:
    return [(match.start(), match.end()) for match in re.finditer(re.escape(words), text)] if words else []


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))
