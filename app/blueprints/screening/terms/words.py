"""Words that tell of secrets, kept by the ministry."""

from dataclasses import dataclass
from enum import StrEnum


class WordFault(StrEnum):
    """Why a word cannot be in a list; each is also the code of the refusal."""

    EMPTY = "word_empty"
    SHORT = "word_short"
    LONG = "word_long"
    COMMON = "word_common"


LONGEST_WORD = 80
MOST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class WordDraft:
    """A word, or a few in a row, and why it is there."""

    language: str
    word: str
    note: str = ""
