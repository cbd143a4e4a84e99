"""Words that tell that something is secret: a list of ours in nb, nn and en, and the ministry's own.

Looked up word by word, so that a long list costs no more than a short one. The last word may have an ending, words may
be parted by a hyphen or the end of a line, and a denial just before ("ikke taushetsbelagt") makes it `low`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from app.blueprints.screening.rules.digits import UNSEEN
from app.blueprints.screening.terms.findings import Certainty, Finding, FindingKind

BUILT_IN = (
    # nb and nn
    "forretningshemmelighet", "forretningshemmelig", "forretningshemmeligheit", "forretningsløyndom",
    "forretningssensitiv", "bedriftshemmelighet", "bedriftshemmelig", "bedriftsløyndom", "bedriftssensitiv",
    "driftshemmelighet", "driftsløyndom", "konfidensiell", "konfidensielt", "konfidensielle",
    "konfidensialitetsavtale", "taushetsbelagt", "taushetsbelagte", "taushetspliktig", "teiepliktig",
    "tausheitsbelagt", "underlagt taushetsplikt", "underlagt teieplikt", "omfattet av taushetsplikt",
    "omfatta av teieplikt", "unntatt offentlighet", "unntatt fra offentlighet", "unntatt offentligheten",
    "unntatt fra innsyn", "unnateke offentlegheit", "unntatt offentlegheit", "unnateke frå offentlegheit",
    "unntatt frå offentlegheit", "unnatatt offentlegheit", "unnateken offentlegheit", "unntatt frå innsyn",
    "unnateke innsyn", "u off", "fortrolig", "fortruleg", "fortrulig", "strengt hemmelig", "hemmeligholdt",
    "hemmelegstempla", "hemmeligstemplet", "må ikke deles", "skal ikke deles", "må ikkje delast", "skal ikkje delast",
    "ikke for deling", "ikke til videreformidling", "kun for internt bruk", "kun til internt bruk",
    "kun for intern bruk", "berre til internt bruk", "berre for internt bruk", "intern pris", "under nda",
    "underlagt nda", "omfattet av nda", "dekket av nda",
    # en
    "trade secret", "business secret", "company secret", "confidential", "commercially sensitive",
    "commercial in confidence", "in strict confidence", "in confidence", "proprietary information",
    "under non disclosure", "non disclosure agreement", "nondisclosure agreement", "covered by nda",
    "covered by an nda", "under an nda", "not for disclosure", "not for distribution", "do not distribute",
    "do not disclose", "internal use only", "exempt from public disclosure", "exempt from disclosure",
    "classified information",
)  # fmt: skip
_ENDINGS = "a ande ane anes ar ars as e ede en enes ene ens er ers es et ets ies ly mane mar men n ne nes r s t te y"
ENDINGS = frozenset(_ENDINGS.split())
SHORTEST_WORD = 4
# A word may be hyphenated at the end of a line, or hold what nobody sees.
_WORD = re.compile(rf"[^\W_]+(?:(?:[{UNSEEN}]+|-[ \t]?\r?\n[ \t]{{0,8}})[^\W_]+)*")
_NO_LETTER = re.compile(r"[\W_]+")
_DENIED = re.compile(
    r"\b(?:ikke|ikkje|ingen|inga|not|no|never|aldri|uten|utan|without|non)(?:\s+\w+)?\s*$", re.IGNORECASE
)
_NEAR = 24
_MOST_BETWEEN = 4

Lookup = Mapping[str, list[tuple[str, ...]]]


def find_secrets(text: str, words: Sequence[str] = ()) -> list[Finding]:
    """`medium` for a word of the lists, `low` where it is denied. `words` are the ministry's, in lower case."""
    lookup = _lookup((*BUILT_IN, *words))
    spots = [(one.start(), one.end(), _plain(one.group())) for one in _WORD.finditer(text)]
    found: list[Finding] = []
    done = 0
    for index, (start, _end, word) in enumerate(spots):
        if start < done:
            continue
        end = 0
        for phrase in lookup.get(word[:SHORTEST_WORD], ()):
            end = max(end, _matches(text, spots, index, phrase))
        if end:
            denied = _DENIED.search(text, max(0, start - _NEAR), start)
            found.append(Finding(FindingKind.SECRET, start, end, Certainty.LOW if denied else Certainty.MEDIUM))
            done = end
    return found


def parts_of(phrase: str) -> tuple[str, ...]:
    """The words of an entry, in lower case."""
    return tuple(_WORD.findall(phrase.lower()))


def _plain(word: str) -> str:
    return (word if word.isalnum() else _NO_LETTER.sub("", word)).lower()


@lru_cache(maxsize=16)
def _lookup(phrases: tuple[str, ...]) -> Lookup:
    """Entries by the first letters of their first word."""
    made: dict[str, list[tuple[str, ...]]] = {}
    for parts in _split(phrases):
        made.setdefault(parts[0][:SHORTEST_WORD], []).append(parts)
    return made


def _split(phrases: Iterable[str]) -> Iterable[tuple[str, ...]]:
    return (parts for phrase in phrases if (parts := parts_of(phrase)))


def _matches(text: str, spots: list[tuple[int, int, str]], index: int, phrase: tuple[str, ...]) -> int:
    """Where the phrase ends that begins at the word `index`; 0 when another one begins there."""
    last = index + len(phrase) - 1
    if last >= len(spots):
        return 0
    for offset, wanted in enumerate(phrase[:-1]):
        here, after = spots[index + offset], spots[index + offset + 1]
        between = text[here[1] : after[0]]
        if here[2] != wanted or len(between) > _MOST_BETWEEN or any(mark in between for mark in "!?;:"):
            return 0
    return spots[last][1] if _is_form_of(spots[last][2], phrase[-1]) else 0


def _is_form_of(word: str, wanted: str) -> bool:
    """The word itself, or with an ending; an -e gives way to one: "skisse", "skissa", "skissene"."""
    if word == wanted:
        return True
    stem = wanted.removesuffix("e")
    return len(stem) >= SHORTEST_WORD and word.startswith(stem) and word[len(stem) :] in ENDINGS
