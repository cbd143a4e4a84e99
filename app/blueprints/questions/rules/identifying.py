"""What in a question would tell others which firm asks it. It warns; the firm decides.

Two kinds of sign: the firm's own facts (name, number, people, addresses on the net, place), which are compared with the
text, and ways of writing that give somebody away in Bokmål, Nynorsk or English, which are patterns. A pseudonym is
worth what the text leaves of it: "only one firm could have asked this" names the firm as surely as its name does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# What stands behind a firm's name and says its form, in the countries from which firms come.
FORMS = {
    "a/s", "ab", "ag", "aps", "as", "asa", "ba", "bv", "da", "ans", "enk", "gmbh", "inc", "inc.", "ks", "limited",
    "llc", "ltd", "ltd.", "nuf", "oy", "oyj", "plc", "sa", "sp.", "z", "o.o.",
}  # fmt: skip
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)  # of the check digit of a Norwegian organisation number
GAP = r"[\s\u00a0\u2011-]+"


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What is known of the firm that asks. `number`: its organisation number. `domains`: of its mail and pages."""

    name: str
    number: str = ""
    people: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`words` of the text, from the character `start`, are a sign of the kind `code`."""

    start: int
    code: str
    words: str


CAPITAL = r"(?-i:(?=[A-ZÆØÅÄÖ]))"
PATTERNS: dict[str, tuple[str, ...]] = {
    "mail_or_web": (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", r"\b(?:https?://|www\.)\S+"),
    "phone": (
        r"(?<![\d.,])(?:\+47|0047)[\s\u00a0]?[2-9]\d(?:[\s\u00a0]?\d\d){3}(?!\d)",
        r"(?<![\d.,])[2-9]\d(?:[\s\u00a0]\d\d){3}(?!\d)",
        r"(?<![\d.,])[49]\d\d[\s\u00a0]\d\d[\s\u00a0]\d{3}(?!\d)",
        r"(?<![\d.,])(?<!cpv )[49]\d{7}(?![\d\s]*(?:\d|kr|nok))",
        r"(?<!\d)\+(?!47)\d{1,3}(?:[\s\u00a0]?\d{2,4}){2,5}(?!\d)",
    ),
    "address": (
        r"\b" + CAPITAL + r"\w+(?:veien|vegen|vei|veg|gata|gaten|gate|plass|torg|bakken|kaia|kaien|brygge)\s\d+\w?\b",
        r"\b(?:postboks|p\.?\s?o\.?\sbox)\s\d+",
        r"(?<=,\s)\d{4}\s" + CAPITAL + r"\w+",
        r"\b\d+\s" + CAPITAL + r"\w+\s(?:street|road|avenue|lane|square)\b",
    ),
    "own_voice": (
        r"\b(?:vi|oss)\s(?:i|hos|på|ved|fra|frå)\s" + CAPITAL + r"\w+",
        r"\b(?:we|us)\s(?:here\s)?(?:at|from|in)\s" + CAPITAL + r"\w+",
        r"\b(?:på vegne av|på vegner av|on behalf of)\s" + CAPITAL + r"\w+",
        r"\b(?:jeg|eg)\s(?:representerer|jobber (?:i|hos|for)|arbeider (?:i|hos|for))\s" + CAPITAL + r"\w+",
        r"\bI\s(?:represent|work (?:at|for|with))\s" + CAPITAL + r"\w+",
        r"\b(?:mvh|(?:med )?(?:vennlig|venleg|beste?) (?:hilsen|helsing)|(?:best|kind) regards|sincerely)\b.*",
    ),
    "own_product": (
        r"\b(?:vår|vårt|våre|our)\s(?:(?:egen|eget|egne|eigen|eige|own|new|nye?|patented|patenterte?)\s)?"
        + CAPITAL + r"[\w-]{3,}",
        r"\b[\w-]+\s?[®™]",
    ),
    "few_like_you": (
        r"\b(?:eneste|einaste)\s(?:som|leverandør|firma|bedrift|verksemd|virksomhet|produsent)\w*",
        r"\bthe only (?:supplier|firm|company|one|business|manufacturer)\b",
        r"\b(?:markedsleder|markedsledende|marknadsleiar|marknadsleiande|market[- ]lead(?:er|ing))\b",
        r"\b(?:nåværende|noverande|dagens|eksisterende|eksisterande)\sleverandør\b",
        r"\b(?:current|existing|incumbent)\s(?:supplier|contractor)\b",
        r"\b(?:avtalen|kontrakten)\svår\b|\bvår\s(?:avtale|kontrakt)\b",
        r"\bour (?:current )?(?:contract|agreement)\b",
        r"\bvi\s(?:har\s)?(?:lever(?:te|t|er)|levert)\s(?:\w+\s){0,3}til\s(?:dere|dykk|kommunen|fylkeskommunen)\b",
        r"\bwe (?:have )?(?:deliver(?:ed)?|suppl(?:y|ied))\s(?:\w+\s){0,3}to you\b",
        r"\b(?:patentet vårt|vårt patent|patenta våre|våre patenter|our patents?)\b",
    ),
    "secret": (
        r"\b(?:fortroli|konfidensi|taushetsbelag|teiepliktig|forretningshemmelig|forretningsløyndom|confidential)\w*",
        r"\btrade secrets?\b",
    ),
}  # fmt: skip
_COMPILED = [(code, re.compile(pattern, re.IGNORECASE)) for code, patterns in PATTERNS.items() for pattern in patterns]
_NUMBER = re.compile(r"(?<!\d)\d{3}[\s\u00a0.]?\d{3}[\s\u00a0.]?\d{3}(?!\d)")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")


def identifying(text: str, own: OwnFacts) -> list[Finding]:
    """Everything in `text` that points at the firm, in the order of the text; each sign once."""
    text = _INVISIBLE.sub("", text)  # a name is a name with a soft hyphen in it too
    seen: set[tuple[str, str]] = set()
    found: list[Finding] = []
    for finding in sorted([*_own(text, own), *_numbers(text, own.number), *_ways_of_writing(text)]):
        key = (finding.code, finding.words.casefold())
        if key not in seen and not any(_covers(other, finding) for other in found):
            seen.add(key)
            found.append(finding)
    return found


def _covers(other: Finding, one: Finding) -> bool:
    """The same sign again, inside a longer one."""
    within = other.start <= one.start and one.start + len(one.words) <= other.start + len(other.words)
    return within and (other.code == one.code or (one.code, other.code) == ("own_name", "mail_or_web"))


def _own(text: str, own: OwnFacts) -> Iterator[Finding]:
    for name in names_of_firm(own.name):
        yield from _said("own_name", name, text, exact=" " not in name)
    for person in own.people:
        yield from _said("person_name", person, text)
        last = person.split()[-1] if " " in person else ""
        if len(last) > 3:
            yield from _said("person_name", last, text, exact=True)
    for domain in own.domains:
        yield from _said("mail_or_web", domain, text)
        yield from _said("own_name", domain.split(".")[0], text)
    if own.place:
        yield from _said("own_place", own.place.title(), text, exact=True)


def names_of_firm(name: str) -> list[str]:
    """The ways in which a firm's name is written: whole, without its form, the first word, and its initials."""
    words = name.split()
    short = [word for word in words if word.casefold().strip("()") not in FORMS] or words
    initials = "".join(word[0] for word in short if word[0].isalpha()).upper()
    first = short[0] if len(short[0]) > 3 else ""
    ways = [
        name,
        " ".join(short),
        " ".join(short[:2]) if len(short) > 2 else "",
        first,
        initials if len(initials) > 2 else "",
    ]
    return [way for way in dict.fromkeys(ways) if way]


def _said(code: str, words: str, text: str, *, exact: bool = False) -> Iterator[Finding]:
    """`words` in the text, in any spacing and with a genitive.

    `exact`: only with the capitals of a name, or in capitals throughout, as the register writes: "nord" is no name.
    """
    pattern = GAP.join(re.escape(word) for word in re.split(r"[\s-]+", words) if word)
    if exact:
        ways = dict.fromkeys(
            (words, words.upper(), words.title()) if len(words) > 4 or words[1:].islower() else (words,)
        )
        pattern = f"(?:{'|'.join(map(re.escape, ways))})"
    flags = re.NOFLAG if exact else re.IGNORECASE
    for match in re.finditer(rf"(?<!\w){pattern}(?:['’]?s)?(?!\w)", text, flags):
        yield Finding(match.start(), code, match.group())


def _numbers(text: str, own: str) -> Iterator[Finding]:
    """Organisation numbers: the firm's own, and any other that passes the check digit."""
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=False)) % 11
        if digits == own or (digits[0] in "389" and rest % 11 == int(digits[8]) and rest != 10):
            yield Finding(match.start(), "organisation_number", match.group())


def _ways_of_writing(text: str) -> Iterable[Finding]:
    for code, pattern in _COMPILED:
        for match in pattern.finditer(text):
            yield Finding(match.start(), code, match.group().strip())
