"""Confidential passages: [[what stands between double brackets]], as one can write it on any phone.

What is kept is the text without brackets, and where the passages are in it.
"""

from collections.abc import Iterable, Sequence

from app.blueprints.inputs.terms.answers import Passage

OPENS, CLOSES = "[[", "]]"


class Unbalanced(ValueError):
    """A bracket opens and does not close, closes before it opens, or stands inside another pair."""


def read(marked: str) -> tuple[str, tuple[Passage, ...]]:
    """The text without brackets and the passages in it; `Unbalanced` rather than a guess of what was meant."""
    plain, passages, at, length = [], [], 0, 0
    while (opens := marked.find(OPENS, at)) >= 0:
        closes = marked.find(CLOSES, opens)
        before = marked[at:opens]
        if closes < 0 or CLOSES in before or OPENS in marked[opens + 2 : closes]:
            raise Unbalanced
        inside = marked[opens + 2 : closes]
        start = length + len(before)
        if inside.strip():
            passages.append(Passage(start, start + len(inside)))
        plain += [before, inside]
        at, length = closes + 2, start + len(inside)
    if CLOSES in marked[at:]:
        raise Unbalanced
    plain.append(marked[at:])
    return "".join(plain), tuple(passages)


def mark(text: str, passages: Sequence[Passage]) -> str:
    """The text with brackets again: what `read` reads."""
    return "".join(f"{OPENS}{part}{CLOSES}" if secret else part for part, secret in parts(text, passages))


def parts(text: str, passages: Iterable[Passage]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is confidential: every character that stands in any passage is."""
    pieces, at = [], 0
    for passage in sorted(passages, key=lambda each: each.start):
        start, end = max(at, passage.start), min(len(text), max(passage.start, passage.end))
        if start < end:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [(piece, secret) for piece, secret in (*pieces, (text[at:], False)) if piece]


def without(text: str, passages: Iterable[Passage], instead: str = "[…]") -> str:
    """What is left when the passages are taken out."""
    return "".join(instead if secret else part for part, secret in parts(text, passages))


def repeats(words: str, text: str, passages: Iterable[Passage]) -> list[str]:
    """Confidential passages that stand in `words` too, upper or lower case: a paraphrase must not repeat them."""
    said = " ".join(words.casefold().split())
    secrets = (text[each.start : each.end].strip(" .,;:") for each in passages)
    return [secret for secret in secrets if len(secret) > 1 and " ".join(secret.casefold().split()) in said]
