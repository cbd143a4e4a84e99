"""Which passwords are refused, and why. Pure: no list is fetched, nothing leaves the process.

A password has 12 to 256 characters of any kind (OWASP ASVS 5.0, 6.2.1, 6.2.5, 6.2.9). It is refused when it is made of
what everybody tries first: at most two well-known words, keyboard rows, runs and repetitions, with digits and signs
round them, or of what is known about the person (name, address) and the service.
"""

import re
import unicodedata
from collections.abc import Iterable

from app.blueprints.accounts.rules.common_words import COMMON_WORDS

SHORTEST = 12
LONGEST = 256

# How few letters may be left over, once the known words are taken out, before the password counts as made of them.
_FEW_LETTERS = 4
_FEW_DISTINCT = 5
_SHORTEST_CONTEXT_WORD = 3
_SERVICE_WORDS = ("samhandel", "regjeringen", "departement", "anskaffelse", "anskaffing")
_ROWS = (
    "qwertyuiopå",
    "asdfghjkløæ",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyzæøå",
    "1234567890",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "€": "e"}
)


def weakness(password: str, *, context: Iterable[str] = ()) -> str | None:
    """The code of what is wrong with this password, or None.

    `context` holds texts that others know: the name, the address. Codes: `password_too_short`, `password_too_long`,
    `password_repeats`, `password_common`, `password_personal`.
    """
    password = unicodedata.normalize("NFC", password)
    if len(password) < SHORTEST:
        return "password_too_short"
    if len(password) > LONGEST:
        return "password_too_long"
    folded = password.casefold()
    if len(set(folded)) < _FEW_DISTINCT or _repeats(folded) or _is_run(folded):
        return "password_repeats"
    known = sorted(_context_words(context), key=len, reverse=True)
    for reading in {folded, folded.translate(_LEET)}:
        found, rest = _take_out(reading, known)
        if found and _letters(_take_out(rest, COMMON_WORDS)[1]) < _FEW_LETTERS:
            return "password_personal"
        found, rest = _take_out(reading, COMMON_WORDS)
        if 0 < len(found) <= 2 and _letters(rest) < _FEW_LETTERS:
            return "password_common"
    return None


def _context_words(context: Iterable[str]) -> set[str]:
    words = set(_SERVICE_WORDS)
    for text in context:
        words.update(re.findall(r"\w+", unicodedata.normalize("NFC", text).casefold()))
    return {word for word in words if len(word) >= _SHORTEST_CONTEXT_WORD and not word.isdigit()}


def _take_out(text: str, words: Iterable[str]) -> tuple[set[str], str]:
    """The words found in the text, longest first, and the text with spaces in their place."""
    found = set()
    for word in words:
        if word in text:
            found.add(word)
            text = text.replace(word, " ")
    return found, text


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


def _repeats(text: str) -> bool:
    """Is it one block of at most half its length, over and over ("abc123abc123")?"""
    return any(
        text == (text[:size] * (len(text) // size + 1))[: len(text)] for size in range(1, min(8, len(text) // 2) + 1)
    )


def _is_run(text: str) -> bool:
    """Is it pieces of keyboard rows, the alphabet or digits in order, forwards or backwards, of four and more?"""
    rest = re.sub(r"[\W_]", "", text)
    explained = 0
    while len(rest) >= _FEW_LETTERS:
        size = next(
            (
                size
                for size in range(len(rest), _FEW_LETTERS - 1, -1)
                if any(rest[:size] in way for row in _ROWS for way in (row, row[::-1]))
            ),
            1,
        )
        if size == 1:
            return False
        explained += size
        rest = rest[size:]
    return explained > 0
