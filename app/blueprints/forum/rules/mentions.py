"""Who a text calls by name: `@[Solveig Eide]`, or `@[Solveig Eide, Sula Elektro]` where two have the same name."""

from app.core.text import MENTION, clean

MOST_MENTIONS = 20


def names_in(text: str) -> list[str]:
    """The names, each once, in the order in which they are called; at most one more than may be. Linear in the text."""
    found: dict[str, None] = {}
    for match in MENTION.finditer(clean(text)):
        if name := match.group(1).strip():
            found[name] = None
        if len(found) > MOST_MENTIONS:
            break
    return list(found)
