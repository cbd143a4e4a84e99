"""Quoting: what can be quoted of a text, and whether words are words of it."""

import re

from app.core.text import excerpt, plain

MOST_QUOTED = 2_000
_ENDS = re.compile(r"</(?:p|li|h[3-6]|blockquote|pre)>|<hr>")
_CUT = re.compile(r"\s*(?:\[…\]|\[\.\.\.\]|…)\s*")


def offered(html: str) -> str:
    """What the form proposes: the text's own words, a paragraph a block, as many as a quote may have."""
    blocks = [words for part in _ENDS.split(str(html)) if (words := plain(part))]
    kept: list[str] = []
    room = MOST_QUOTED - 2
    for block in blocks:
        if len(block) > room:
            if not kept:
                kept.append(excerpt(html, MOST_QUOTED - 2).removesuffix("…"))
            break
        kept.append(block)
        room -= len(block) + 2
    return "\n\n".join(kept)


def is_said(words: str, html: str) -> bool:
    """Whether `words` are whole words of the text, in its order; what was left out between them is marked by "…".

    Spaces and line breaks may differ. Half a word is no word: "enig" has not been said by whoever said "uenig".
    """
    text = plain(html)
    quoted = " ".join(words.split())
    if _at(quoted, text, 0) is not None:
        return bool(quoted)
    place = 0
    parts = [part for part in _CUT.split(quoted) if part]
    for part in parts:
        found = _at(part, text, place)
        if found is None:
            return False
        place = found + len(part)
    return bool(parts)


def _at(part: str, text: str, start: int) -> int | None:
    """Where the words stand in the text from `start` on, with no letter or figure joined to either end."""
    place = text.find(part, start) if part else -1
    while place >= 0:
        end = place + len(part)
        joined_before = place > 0 and text[place - 1].isalnum() and part[0].isalnum()
        joined_after = end < len(text) and text[end].isalnum() and part[-1].isalnum()
        if not joined_before and not joined_after:
            return place
        place = text.find(part, place + 1)
    return None
