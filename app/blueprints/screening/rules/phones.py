"""Telephone numbers: eight digits as Norwegians part them, with +47 or a word before them, and foreign ones with +.

The Norwegian plan (Nkom): eight digits that begin with 2-9, written 912 34 567 or 22 33 44 55. Abroad E.164: a plus and
at most fifteen digits. Dates, CPV codes, case numbers, amounts, decimals and what stands in an address are none.
"""

import re
from collections.abc import Iterator

from app.blueprints.screening.rules.digits import in_figures
from app.blueprints.screening.terms.findings import Certainty, Finding, FindingKind

_SPACE = r"[ \t\u00a0\u2007\u2009\u202f\u200b\u2060.\-\u2010\u2011\u2013]"
_EIGHT = rf"\d(?:{_SPACE}{{0,2}}\d){{7}}"
_NORWEGIAN = re.compile(rf"(?<![\w+])(?P<code>\(?(?:\+|\uff0b|00)47\)?{_SPACE}{{0,2}})?(?P<number>{_EIGHT})(?!\d)")
_FOREIGN = re.compile(rf"(?<![\w+])[+\uff0b][1-9](?:(?:{_SPACE}|[()/]){{0,3}}\d){{7,14}}(?!\d)")
_WORD = re.compile(
    r"(?:\b(?:tlf|tel|telefon(?:en|nr|nummer(?:et)?)?|phone|mobil(?:en|nr|nummer(?:et)?|telefon)?|mob|cell|ring|ringe"
    r"|call|text|sms|whatsapp|vipps(?:e|es)?|faks|fax|direkte|direct|sentralbord(?:et)?|vakt(?:en|telefon)?"
    r"|(?:nås?|reach(?:ed)?|kontakt(?:es|e|ast|ar)?|contact)(?:\s\w+)?(?:\s(?:på|at|on))?)\b|[☎📞📱])[^\n\d]{0,24}$",
    re.IGNORECASE,
)
_AMOUNT_BEFORE = re.compile(r"(?:\bkr\.?|\bnok|\bsek|\bdkk|\beur|\busd|\bgbp|[€$£])\s*$", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(
    r"\s*(?:,-|[,.]\d|%|‰|°|[€$£]|(?:kr|kroner|krone|nok|sek|dkk|eur|euro|usd|gbp|mill|million|tonn|kg|stk|m[23²³]?|mm|cm"
    r"|km|kwh|mwh|timer|hours)\b)",
    re.IGNORECASE,
)
# What makes eight digits a number of something else: CPV codes, case and reference numbers, a fraction, a file's path.
_CODE_AFTER = re.compile(r"(?:-\d|/\d|[_@#=]|\.(?:no|com|pdf|docx|xlsx)\b)", re.IGNORECASE)
_CODE_BEFORE = re.compile(
    r"(?:\b(?:cpv|saks?nr|sak|saksnummer|ref|referanse|faktura(?:nr)?|invoice|ordre(?:nr)?|order|doffin|serie(?:nr|nummer)?"
    r"|serial|art(?:ikkel)?\.?(?:nr)?|prosjekt(?:nr)?|kid|org\.?nr|konto(?:nr)?|account|varenr|partinr|gtin|ean|nobb)\b"
    r"[^\n\d]{0,6}|[\d][/,.:]|\d[ \u00a0\u202f.\-]|[/\\=_#])$",
    re.IGNORECASE,
)
_MORE_AFTER = re.compile(rf"{_SPACE}\d")
_NEAR = 44
NORWEGIAN_GROUPS = ((3, 2, 3), (2, 2, 2, 2))
_GROUP = re.compile(r"\d+")


def find_phones(text: str, addresses: list[tuple[int, int]]) -> list[Finding]:
    """`high` with a country code or a word that says so, `medium` by the grouping alone. `addresses`: of web pages."""
    found = [*_norwegian(text), *_foreign(text)]
    return [one for one in found if not any(start <= one.start < end for start, end in addresses)]


def _norwegian(text: str) -> Iterator[Finding]:
    for match in _NORWEGIAN.finditer(text):
        start, end = match.span("number")
        digits = match["number"]
        if in_figures(_GROUP.search(digits).group())[0] < "2":  # type: ignore[union-attr]
            continue
        near = text[max(0, match.start() - _NEAR) : match.start()]
        if _AMOUNT_BEFORE.search(near) or _AMOUNT_AFTER.match(text, end) or _CODE_AFTER.match(text, end):
            continue
        if match["code"]:
            yield Finding(FindingKind.PHONE, match.start(), end, Certainty.HIGH)
        elif _WORD.search(near):
            yield Finding(FindingKind.PHONE, start, end, Certainty.HIGH)
        elif _is_grouped(digits) and not _CODE_BEFORE.search(near) and not _MORE_AFTER.match(text, end):
            yield Finding(FindingKind.PHONE, start, end, Certainty.MEDIUM)


def _is_grouped(digits: str) -> bool:
    groups = tuple(len(group) for group in _GROUP.findall(digits))
    if groups not in NORWEGIAN_GROUPS:
        return False
    return not (groups == (2, 2, 2, 2) and "." in digits)  # an address of a machine, or a version


def _foreign(text: str) -> Iterator[Finding]:
    for match in _FOREIGN.finditer(text):
        near = text[max(0, match.start() - 6) : match.start()]
        if not _AMOUNT_BEFORE.search(near) and not _AMOUNT_AFTER.match(text, match.end()):
            yield Finding(FindingKind.PHONE, match.start(), match.end(), Certainty.HIGH)
