"""The author's own words in a text of Markdown: not what is quoted, nor code, nor addresses."""

import re
import unicodedata

_SLICE, _SLICES = 800, 6  # of a long text so many characters are looked at, in so many places
_PIECE_WORDS = 8  # shorter sentences are put together with what follows them

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_QUOTED = re.compile(r"^[ \t]{0,3}>[^\n]*", re.MULTILINE)
_BREAK = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def own_words(text: str) -> list[str]:
    """Sentences and lines as words with one space between them, eight words or more each but the last.

    A text of more than 4,800 characters is seen in six places, evenly spread.
    """
    own = _QUOTED.sub("", _CODE.sub(" ", unicodedata.normalize("NFC", _sample(text))))
    pieces: list[str] = []
    waiting: list[str] = []
    for sentence in _BREAK.split(own):
        waiting += _WORD.findall(" ".join(token for token in sentence.split() if not _is_address(token)))
        if len(waiting) >= _PIECE_WORDS:
            pieces.append(" ".join(waiting))
            waiting = []
    return [*pieces, " ".join(waiting)] if waiting else pieces


def _sample(text: str) -> str:
    if len(text) <= _SLICE * _SLICES:
        return text
    step = (len(text) - _SLICE) // (_SLICES - 1)
    slices = (text[at : at + _SLICE] for at in range(0, step * _SLICES, step))
    return "\n".join(_whole_words(piece) for piece in slices)


def _whole_words(piece: str) -> str:
    """Without the word that the cut went through at either end."""
    return piece.partition(" ")[2].rpartition(" ")[0] or piece


def _is_address(token: str) -> bool:
    return "@" in token or "://" in token or token.startswith("www.")
