"""How names are searched: without case, and so that Nynorsk finds what is named in Bokmål, and the other way round.

No publisher names CPV in Nynorsk. So what is searched and what it is searched for are both folded to one form: word
stems that the two forms of Norwegian spell differently become one of them, and so do their endings.
"""

import re
import unicodedata

# Nynorsk stem, what it becomes. Longer before shorter. The words are those of purchases and industries.
STEMS = (
    ("tenest", "tjenest"), ("sjukehus", "sykehus"), ("sjukd", "sykd"), ("sjuk", "syk"), ("reingjer", "rengjør"),
    ("reinhald", "renhold"), ("vedlikehald", "vedlikehold"), ("underhald", "underhold"), ("innhald", "innhold"),
    ("hushald", "hushold"), ("rådgjev", "rådgiv"), ("oppdragsgjev", "oppdragsgiv"), ("utgjev", "utgiv"),
    ("rettleiing", "veiledning"), ("forsking", "forskning"), ("skule", "skole"), ("mjølk", "melk"),
    ("straum", "strøm"), ("vatn", "vann"), ("køyretøy", "kjøretøy"), ("køyre", "kjøre"), ("verkty", "verktøy"),
    ("tryggleik", "sikkerhet"), ("verksemd", "virksomhet"), ("anskaffing", "anskaffelse"),
    ("forvalting", "forvaltning"), ("leiing", "ledelse"), ("leige", "leie"), ("utleige", "utleie"),
    ("grønsak", "grønnsak"), ("høyr", "hør"), ("avfallshandtering", "avfallshåndtering"), ("handter", "håndter"),
    ("heim", "hjem"), ("byggje", "bygge"), ("bygningar", "bygninger"), ("veg", "vei"), ("bru", "bro"),
    ("framstilling", "fremstilling"), ("mellombels", "midlertidig"), ("offentleg", "offentlig"),
    ("rekneskap", "regnskap"), ("rekn", "regn"), ("omsetjing", "oversettelse"), ("eigedom", "eiendom"),
    ("eigar", "eier"), ("ymse", "diverse"), ("ulike", "diverse"), ("kjøtt", "kjøt"), ("givning", "giving"),
)  # fmt: skip
# Endings of Nynorsk words, in their Bokmål form.
_ENDINGS = (
    (re.compile(r"leg(e|)\b"), r"lig\1"), (re.compile(r"ane\b"), "ene"), (re.compile(r"ar\b"), "er"),
    (re.compile(r"inga\b"), "ingen"), (re.compile(r"ingar\b"), "inger"),
)  # fmt: skip
_SPACE = re.compile(r"[^0-9a-zæøåäöéüčđŋšŧž.]+")


def folded(text: str) -> str:
    """`text` in lower case, in the one form of Norwegian that is searched, its words parted by one space."""
    plain = f" {unicodedata.normalize('NFC', text).casefold()} "
    plain = _SPACE.sub(" ", plain)
    for stem, other in STEMS:
        plain = plain.replace(stem, other)
    for ending, other in _ENDINGS:
        plain = ending.sub(other, plain)
    return " ".join(plain.split())


def words_of(text: str, most: int = 6) -> list[str]:
    """What is searched for: the first few words, each folded, none of them a single letter among others."""
    found = folded(text).split()
    long = [word for word in found if len(word) > 1]
    return (long or found)[:most]


def searched(code: str, nb: str, nn: str, en: str) -> str:
    """What is kept of an entry to search in: code and Norwegian names, each behind a |, and behind a # the English one.

    A Norwegian word is found anywhere in a name (seng in sykehusseng), an English one where a word begins: else whoever
    looks for "senger" is shown passengers.
    """
    norwegian = dict.fromkeys(folded(name) for name in (nb, nn) if name)
    return f"{'|'.join((code.casefold(), *norwegian))}# {folded(en)}"
