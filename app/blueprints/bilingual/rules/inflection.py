"""Which words of the glossary a written word may be a form of. Endings only: no dictionary, and constant work a word.

Nouns in all their numbers and definite forms, adjectives and the common verbs, by the norms of Bokmål and Nynorsk;
plural, -ed and -ing in English. A rule may propose what is no word: proposals count only where the glossary has them.
"""

from collections.abc import Iterator
from functools import lru_cache

# (ending of the written word, what the word of the glossary has in its place), by language.
_NORWEGIAN = [
    # nouns: kontrakt-en, -er, -ene; anskaffelse-n, -r, -ne; krav-et, -a
    ("en", ""), ("n", ""), ("et", ""), ("t", ""), ("a", ""), ("er", ""), ("r", ""), ("ene", ""), ("ne", ""), ("e", ""),
    # kriterium: kriteriet, kriterier, kriteriene, kriteria
    ("iet", "ium"), ("ier", "ium"), ("iene", "ium"), ("ia", "ium"), ("iuma", "ium"),
    # weak feminines: ulykke, ulykka; and words that the glossary has in the plural: retningslinjer
    ("a", "e"), ("ene", "er"), ("", "r"), ("", "er"), ("", "e"),
    # adjectives: uønsket, uønskede; alternativt, alternative; åpent, åpne
    ("de", "t"), ("de", ""), ("te", "t"), ("e", "t"), ("t", "tt"),
    # verbs: avvise, avviser, avviste, avvist; logge, logget, logga
    ("te", "e"), ("t", "e"), ("et", "e"), ("er", "e"), ("de", "e"),
]  # fmt: skip
_NYNORSK = [
    # tilbydar-ar, -ane; avtale, avtalar, avtalane; rettar, rettane
    ("ar", ""), ("ane", ""), ("ar", "e"), ("ane", "e"), ("ane", "ar"), ("", "ar"),
    # avgrensa, avgrensar
    ("ar", "a"),
]  # fmt: skip
_ENGLISH = [
    ("s", ""), ("es", ""), ("ies", "y"), ("y", "ies"), ("", "s"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
    ("a", "on"), ("ion", "ia"), ("a", "um"),
]  # fmt: skip
RULES = {"nb": _NORWEGIAN, "nn": _NORWEGIAN + _NYNORSK, "en": _ENGLISH}
SHORTEST = 3  # letters that must be left of a word when its ending is taken off
LONGEST = 120  # letters of a word that anything is made of; what is longer is itself and nothing more
_VOWELS = "aeiouyæøå"

# First parts that make another word, not a compound: "fordeling" is no kind of "deling".
VERBAL = (
    "for",
    "til",
    "inn",
    "opp",
    "ned",
    "over",
    "under",
    "etter",
    "gjen",
    "fram",
    "frem",
    "ved",
    "mot",
    "van",
    "mis",
)
SHORTEST_LAST_PART = 5
SHORTEST_FIRST_PART = 3

_BY_LAST_LETTER = {
    lang: {
        letter: tuple((ending, instead) for ending, instead in rules if not ending or ending[-1] == letter)
        for letter in {ending[-1] for ending, _ in rules if ending}
    }
    for lang, rules in RULES.items()
}
_ALWAYS = {lang: tuple(rule for rule in rules if not rule[0]) for lang, rules in RULES.items()}


@lru_cache(maxsize=16_384)
def bases(word: str, lang: str) -> tuple[str, ...]:
    """What `word` (small letters) may be a form of, itself first, then in the order of the rules."""
    if len(word) > LONGEST:
        return (word,)
    found = dict.fromkeys(_proposed(word, lang))
    if lang != "en" and word.endswith("s") and len(word) > SHORTEST:  # the genitive, and the passive
        found |= dict.fromkeys(_proposed(word[:-1], lang))
    return tuple(found)


def _proposed(word: str, lang: str) -> Iterator[str]:
    yield word
    if len(word) < SHORTEST:
        return
    for ending, instead in _BY_LAST_LETTER[lang].get(word[-1], _ALWAYS[lang]):
        stem = word[: len(word) - len(ending)]
        if not word.endswith(ending) or len(stem) < SHORTEST:
            continue
        yield stem + instead
        if lang != "en" and ending:
            yield from _respelled(stem, instead)


def _respelled(stem: str, instead: str) -> Iterator[str]:
    """Letters that come and go before an ending: program(m)et, godkjen(n)te, vars(e)l, åp(e)ne."""
    last, before = stem[-1], stem[-2]
    if last in _VOWELS:
        return
    if last == before:
        yield stem[:-1] + instead
    elif instead == "e":
        yield stem + last + instead
    if last in "lnr" and before not in _VOWELS:
        yield f"{stem[:-1]}e{last}{instead}"


def last_parts(word: str) -> Iterator[str]:
    """What may be the last part of a compound, the longest first: "anskaffelse" of "tjenesteanskaffelse"."""
    if len(word) > LONGEST:
        return
    for at in range(SHORTEST_FIRST_PART, len(word) - SHORTEST_LAST_PART + 1):
        if not word[:at].endswith(VERBAL):
            yield word[at:]
