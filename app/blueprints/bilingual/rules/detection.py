"""Which language a text is in: a suggestion, never a verdict; the author's word stands.

Two witnesses are added up: small words and endings (`function_words`), and the library's letters (`letters`).
docs/decisions/0013 says what each is right about, and what it costs.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.blueprints.bilingual.rules.function_words import ENDINGS, WORDS
from app.blueprints.bilingual.rules.letters import CHEAP_FROM, by_letters
from app.blueprints.bilingual.rules.own_words import own_words

LANGUAGES = tuple(WORDS)
_NORWEGIAN = frozenset({"nb", "nn"})

_NATS_A_WORD = 1.6  # what a small word says, on the scale of the other witness
_SELDOM = {"da": 0.5, "sv": 0.5}  # nats: a sentence that could be Danish and Bokmål is Bokmål here
_A_PART = 0.2  # of the words: from here on a second language is more than a quotation
_PIECE_LEAD = 2.0  # small words by which a piece of a text is in another language than its whole
_FOREIGN_FROM, _FOREIGN_RATE = 12, 0.12  # of so many words, fewer small words than this: none of our languages

_LONG = 200  # characters from which a warning may rest on both witnesses
_FEW = 6  # words below which nothing is said
_SHORT_LEAD = 4.0  # small words by which another language leads before the author is asked
_LONG_LEAD, _LONG_LEAD_NORWEGIAN = 1.5, 3.0  # the same, where letters speak too; and between nb and nn
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Detected:
    """`confidence` from 0 to 1 that `language` is right; `shares` of the words, a language, adding up to 1.

    `mixed` names the languages that each have a good part of the text, the largest first; empty when one has it all.
    `words` is how many words there were to go by.
    """

    language: str | None = None
    confidence: float = 0.0
    shares: dict[str, float] = field(default_factory=dict)
    mixed: tuple[str, ...] = ()
    words: int = 0


def detect(text: str) -> Detected:
    """The language of `text` (Markdown): nb, nn, en, or da and sv, which nobody can declare but some write.

    Looks at a sample, so 100,000 characters take as long as 5,000.
    """
    return _detect(own_words(text), short_too=True)


def warning(declared: str, text: str) -> Detected | None:
    """What the author is asked about before posting as `declared`; None when there is nothing to ask.

    Asks only for 200 characters or more, or for six words that leave no doubt, and then only with several small words
    to show for it: one word does not turn Bokmål into Nynorsk. A long text of several languages is always asked about,
    also where `declared` is one of them: say `mixed`, not `language`. Never loads what `detect` needs for a short text.
    """
    pieces = own_words(text)
    found = _detect(pieces, short_too=False)
    if found.words < _FEW or found.language is None:
        return None
    is_long = sum(map(len, pieces)) + len(pieces) >= _LONG
    if found.mixed and is_long:
        return found
    if found.language == declared or found.mixed:
        return None
    hits = _hits(" ".join(pieces))
    needed = (
        _SHORT_LEAD if not is_long else _LONG_LEAD_NORWEGIAN if {declared, found.language} <= _NORWEGIAN else _LONG_LEAD
    )
    clear = hits[found.language] - hits.get(declared, 0.0) >= needed and found.confidence >= _SURE * _enough(
        found.words
    )
    return found if clear else None


def _detect(pieces: Sequence[str], *, short_too: bool) -> Detected:
    whole = " ".join(pieces)
    words = len(whole.split())
    chances = _chances(whole, short_too=short_too)
    if not chances:
        return Detected(words=words)
    shares = _shares(pieces, max(chances, key=lambda code: chances[code]))
    parts = tuple(code for code, share in shares.items() if share >= _A_PART)
    language = next(iter(shares))
    certain = chances[language] if len(parts) < 2 else shares[language]
    return Detected(language, round(certain * _enough(words), 3), shares, parts if len(parts) > 1 else (), words)


def _enough(words: int) -> float:
    """How far so many words can be trusted: one hardly, six with some doubt, twelve wholly."""
    return min(1.0, 0.4 + 0.05 * words)


def _chances(text: str, *, short_too: bool) -> dict[str, float]:
    """The chance of each language, adding up to 1; empty when nothing speaks for any."""
    hits = _hits(text)
    words = len(text.split())
    if not words or (words >= _FOREIGN_FROM and max(hits.values()) < _FOREIGN_RATE * words):
        return {}
    letters = by_letters(text) if short_too or len(text) >= CHEAP_FROM else {}
    if not letters and not any(hits.values()):
        return {}
    scores = {code: _NATS_A_WORD * hits[code] + letters.get(code, 0.0) - _SELDOM.get(code, 0.0) for code in LANGUAGES}
    top = max(scores.values())
    weights = {code: math.exp(score - top) for code, score in scores.items()}
    return {code: weight / sum(weights.values()) for code, weight in weights.items()}


def _hits(text: str) -> dict[str, float]:
    """How many small words, and half as much for endings, speak for each language."""
    hits = dict.fromkeys(LANGUAGES, 0.0)
    for word in text.lower().split():
        spoken = [code for code in LANGUAGES if word in WORDS[code]]
        for code in spoken:
            hits[code] += 1
        if not spoken and (ending := next((e for e in ENDINGS if len(word) >= len(e) + 4 and word.endswith(e)), None)):
            for code in ENDINGS[ending]:
                hits[code] += 0.5
    return hits


def _shares(pieces: Sequence[str], likely: str) -> dict[str, float]:
    """Each language's share of the words, the largest first.

    A piece is in another language than the whole only where its own small words say so clearly.
    """
    counts: Counter[str] = Counter()
    for piece in pieces:
        hits = _hits(piece)
        best = max(hits, key=lambda code: hits[code])
        counts[best if hits[best] - hits[likely] >= _PIECE_LEAD else likely] += len(piece.split())
    total = sum(counts.values())
    return {code: round(count / total, 3) for code, count in counts.most_common()}
