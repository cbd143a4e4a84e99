"""Which language a text is in: a suggestion, never a verdict; the author's word stands.

Two witnesses are added up: small words and endings (`function_words`), and the letter sequences of the `lingua` library.
docs/decisions/0013 says what each is right about, and what it costs.
"""

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

from app.blueprints.bilingual.rules.function_words import ENDINGS, WORDS
from app.blueprints.bilingual.rules.letters import by_letters

LANGUAGES = tuple(WORDS)

_SLICE, _SLICES = 800, 6  # of a long text so many characters are looked at, in so many places
_NATS_A_WORD = 1.6  # what a small word says, on the scale of the other witness
_PIECE_WORDS = 8  # a piece of a text is judged alone from so many words on
_PIECE_SURE = 0.9
_A_PART = 0.2  # of the words: from here on a second language is more than a quotation

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_QUOTED = re.compile(r"^[ \t]{0,3}>[^\n]*", re.MULTILINE)
_PIECES = re.compile(r"(?<=[.!?:;])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Detected:
    """`confidence` from 0 to 1 that `language` is right; `shares` of the words, a language, adding up to 1.

    `mixed` names the languages that each have a good part of the text, the largest first; empty when one has it all.
    """

    language: str | None = None
    confidence: float = 0.0
    shares: dict[str, float] = field(default_factory=dict)
    mixed: tuple[str, ...] = ()
    words: int = 0


def detect(text: str) -> Detected:
    """The language of `text` (Markdown): nb, nn, en, or da and sv, which nobody can declare but many write.

    Takes the same time for 100,000 characters as for 5,000: it looks at a sample. Quotes, code and addresses are not
    the author's words.
    """
    pieces = _pieces(_sample(text))
    words = sum(len(piece.split()) for piece in pieces)
    whole = _chances(" ".join(pieces))
    if not whole:
        return Detected(words=words)
    shares = _shares(pieces, whole)
    parts = [code for code, share in sorted(shares.items(), key=lambda item: -item[1]) if share >= _A_PART]
    language = max(whole, key=lambda code: (shares.get(code, 0.0) if len(parts) > 1 else 0.0, whole[code]))
    certain = whole[language] if len(parts) < 2 else min(whole[language], shares[language])
    return Detected(language, round(certain * _enough(words), 3), shares, tuple(parts) if len(parts) > 1 else (), words)


def _enough(words: int) -> float:
    """How far so many words can be trusted: one word hardly, six with some doubt, twelve wholly."""
    return min(1.0, 0.4 + 0.05 * words)


def _sample(text: str) -> str:
    if len(text) > _SLICE * _SLICES:
        step = (len(text) - _SLICE) // (_SLICES - 1)
        slices = (text[at : at + _SLICE] for at in range(0, step * _SLICES, step))
        text = "\n".join(piece.partition(" ")[2].rpartition(" ")[0] or piece for piece in slices)
    return unicodedata.normalize("NFC", text)


def _pieces(text: str) -> list[str]:
    """Sentences and lines of the author's own words, the short ones put together with what follows them."""
    own = _CODE.sub(" ", text)
    own = _QUOTED.sub("", own)
    pieces, waiting, count = [], [], 0
    for line in _PIECES.split(own):
        words = _WORD.findall(" ".join(token for token in line.split() if not _is_address(token)))
        waiting += words
        if len(waiting) >= _PIECE_WORDS:
            pieces.append(" ".join(waiting))
            waiting = []
    if waiting:
        pieces.append(" ".join(waiting))
    return pieces


def _is_address(token: str) -> bool:
    return "@" in token or "://" in token or token.startswith("www.")


def _chances(text: str) -> dict[str, float]:
    """The chance of each language, adding up to 1; empty when nothing speaks for any."""
    hits = _hits(text.lower().split())
    letters = by_letters(text)
    if not letters and not any(hits.values()):
        return {}
    scores = {code: _NATS_A_WORD * hits[code] + letters.get(code, 0.0) for code in LANGUAGES}
    top = max(scores.values())
    weights = {code: math.exp(score - top) for code, score in scores.items()}
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def _hits(words: list[str]) -> Counter[str]:
    """How many small words, and half as much for endings, speak for each language."""
    hits: Counter[str] = Counter()
    for word in words:
        spoken = [code for code in LANGUAGES if word in WORDS[code]]
        for code in spoken:
            hits[code] += 2
        if not spoken and (ending := next((e for e in ENDINGS if len(word) >= len(e) + 4 and word.endswith(e)), None)):
            for code in ENDINGS[ending]:
                hits[code] += 1
    return Counter({code: count / 2 for code, count in hits.items()})


def _shares(pieces: list[str], whole: dict[str, float]) -> dict[str, float]:
    """Each language's share of the words; a piece that is not sure of itself is in the language of the whole."""
    likely = max(whole, key=lambda code: whole[code])
    counts: Counter[str] = Counter()
    for piece in pieces:
        chances = _chances(piece) if len(pieces) > 1 else whole
        best = max(chances, key=lambda code: chances[code], default=likely)
        counts[best if chances.get(best, 0.0) >= _PIECE_SURE else likely] += len(piece.split())
    total = sum(counts.values())
    return {code: round(count / total, 3) for code, count in counts.most_common()}
