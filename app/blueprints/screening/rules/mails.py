"""Mail addresses: a person's, and those of an office, which are meant for everybody.

Found from each @ outwards, at most 64 characters back (RFC 5321), so that no text makes it slow. An @ that is spelt
"(at)" or "[krøllalfa]" is read as one.
"""

import re

from app.blueprints.screening.terms.findings import Certainty, Finding, FindingKind

LONGEST_LOCAL = 64
_OFFICES = """
abuse admin administrasjon anbud arkiv bestilling billing booking contact faktura feedback firmapost hallo hei hello
help helpdesk hjelp hms hr ikke-svar ikkje-svar info innkjop innkjøp invoice jobb kontakt kontor kundesenter
kundeservice kundestotte kundestøtte mail marketing moderation moderering no-reply noreply office okonomi orders
ordre ordrekontor personvern personvernombud post postkasse postmaster postmottak press presse privacy procurement
redaksjon redaksjonen regnskap resepsjon sales salg sentralbord sentralbordet service servicetorg support tender
tenders tilbud varsel varsling verksted webmaster økonomi
"""
ROLES = frozenset(_OFFICES.split())
WITH_A_PLACE = frozenset(
    {
        "post",
        "postmottak",
        "procurement",
        "team",
        "firmapost",
        "info",
        "kontakt",
        "salg",
        "sales",
        "support",
        "kundeservice",
    }
)
_LOCAL = frozenset(".!#$%&'*+/=?^_`{|}~-")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_]{2,24}(?![\w@])")
_AT = re.compile(r"[@\uff20\ufe6b]|\s?[(\[{]\s?(?:at|alfa|kr[øo]llalfa)\s?[)\]}]\s?|[(\[{][a@][)\]}]", re.IGNORECASE)
_DOT = re.compile(r"\s?[(\[{]\s?(?:dot|punktum|\.)\s?[)\]}]\s?", re.IGNORECASE)
_SPELT_DOMAIN = re.compile(
    r"[\w-]{1,63}(?:(?:\.|\s?[(\[{]\s?(?:dot|punktum|\.)\s?[)\]}]\s?)[\w-]{1,63}){1,6}", re.IGNORECASE
)
_LAST_PART = re.compile(r"\.[^\W\d_]{2,24}$")


def find_mails(text: str) -> list[Finding]:
    """`email-role` (low) for an office, `email` (high) for all others, medium where the @ is spelt out."""
    found = []
    for at in _AT.finditer(text):
        start = _local_start(text, at.start())
        end = _domain_end(text, at.end(), spelt=len(at.group()) > 1)
        if start == at.start() or not end:
            continue
        name = text[start : at.start()].lower().partition("+")[0]
        if is_role(name):
            found.append(Finding(FindingKind.EMAIL_ROLE, start, end, Certainty.LOW))
        else:
            certainty = Certainty.HIGH if len(at.group()) == 1 else Certainty.MEDIUM
            found.append(Finding(FindingKind.EMAIL, start, end, certainty))
    return found


def is_role(name: str) -> bool:
    """What stands before the @ names an office: "post", "postmottak", "post.oslo", "salg-nord"."""
    return name in ROLES or re.split(r"[._-]", name, maxsplit=1)[0] in WITH_A_PLACE


def _local_start(text: str, end: int) -> int:
    start = end
    while start and end - start < LONGEST_LOCAL and (text[start - 1].isalnum() or text[start - 1] in _LOCAL):
        start -= 1
    while start < end and not (text[start].isalnum() or text[start] == "_"):
        start += 1  # "(kari@..." and "...-kari@": marks before a name are no part of it
    return start if text[end - 1 : end] != "." else end


def _domain_end(text: str, start: int, *, spelt: bool) -> int:
    """Where the domain ends; 0 when there is none. A dot that ends the sentence is no part of it."""
    if found := _DOMAIN.match(text, start):
        return found.end()
    if spelt and (found := _SPELT_DOMAIN.match(text, start)) and _LAST_PART.search(_DOT.sub(".", found.group())):
        return found.end()
    return 0
