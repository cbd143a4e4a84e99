"""Enhetsregisteret, Norway's register of organisations, over its open API.

`lookup` has one clear outcome for each thing the register may say. What it says of persons (roles, names, birth dates)
is never asked for, and of telephone numbers and e-mail addresses only the domain is taken.
Source: the register's own documentation of `/enhetsregisteret/api/enheter/{nr}` and `/underenheter/{nr}`.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from flask import current_app

from app.adapters import http
from app.adapters.counties import county_of
from app.adapters.numbers import BadNumber, OrganisationNumber, check_digit, has_check_digit, parse_number
from app.core import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from config import Settings

__all__ = [
    "BadNumber", "Card", "Deleted", "Down", "OrganisationNumber", "Outcome", "Register", "Removed", "Unknown",
    "check_digit", "has_check_digit", "lookup", "parse_number",
]  # fmt: skip

EXTENSION = "samhandel_register"
# From 1 September 2025 the register answers with codes of SN2025 (NACE Rev. 2.1); before, with SN2007 (NACE Rev. 2).
# The answer does not say which: they look alike, and a code may mean either. Source: Statistics Norway.
SN2025_FROM = date(2025, 9, 1)
WRITTEN_FORMS = {"bokmål": "nb", "nynorsk": "nn"}
SMALL_WORDS = frozenset({"og", "i", "på", "ved"})
SUB_UNITS = frozenset({"BEDR", "AAFY"})
# Addresses and pages that anybody can have say nothing of who works where.
SHARED_DOMAINS = {
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.no", "outlook.com", "live.com", "live.no", "msn.com",
    "yahoo.com", "yahoo.no", "icloud.com", "me.com", "mac.com", "proton.me", "protonmail.com", "pm.me", "gmx.com",
    "gmx.net", "mail.com", "aol.com", "zoho.com", "fastmail.com", "tutanota.com", "yandex.com", "mail.ru",
    "online.no", "broadpark.no", "getmail.no", "lyse.net", "altibox.no", "start.no", "c2i.net", "frisurf.no",
    "ebnett.no", "tele2.no", "enivest.net", "bbnett.no", "haugnett.no", "loqal.no", "mimer.no", "nett.no",
    "telenor.com", "sf-nett.no", "tussa.com", "facebook.com", "fb.com", "instagram.com", "linkedin.com",
    "twitter.com", "x.com", "youtube.com", "wixsite.com", "wordpress.com", "blogspot.com", "business.site",
    "google.com", "github.io", "squarespace.com", "weebly.com", "mystrikingly.com", "proff.no", "gulesider.no",
    "1881.no", "finn.no", "tripadvisor.com", "airbnb.no", "airbnb.com", "mittanbud.no", "nettside.no", "webnode.com",
    "no.com", "co.no", "priv.no",
}  # fmt: skip
HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the register says of a living organisation.

    `headcount` None means not known; `headcount_withheld` that the register has a number below five, which it never
    shows.
    `mail_domain` is that of its registered e-mail address or website, unless anybody can have an address there.
    """

    number: str
    name: str
    form_code: str | None = None
    form_name: str | None = None
    is_sub_unit: bool = False
    parent: str | None = None
    municipality_number: str | None = None
    municipality: str | None = None
    county: str | None = None
    country: str = "NO"
    address: tuple[str, ...] = ()
    industry_code: str | None = None
    industry_name: str | None = None
    industry_version: str | None = None
    headcount: int | None = None
    headcount_withheld: bool = False
    vat_registered: bool | None = None
    bankrupt: bool = False
    winding_up: bool = False
    website: str | None = None
    mail_domain: str | None = None
    written_form: str | None = None


@dataclass(frozen=True, slots=True)
class Deleted:
    """The register has deleted it, on that date."""

    number: str
    name: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Removed:
    """Removed from the open register for legal reasons (410): nothing more is said of it."""

    number: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A well-formed number that the register does not have."""

    number: str


@dataclass(frozen=True, slots=True)
class Down:
    """The register did not answer usably; `reason` is for the log."""

    number: str
    reason: str


Outcome = Card | Deleted | Removed | Unknown | Down


class Register:
    """The register at a base address."""

    def __init__(self, base_url: str, *, timeout: float = 5) -> None:
        self.service = http.Service(base_url, timeout=timeout)

    def lookup(self, number: str) -> Outcome:
        """Ask for an organisation, then, if there is none, for a sub-unit with that number."""
        if not has_check_digit(number):
            raise ValueError("not a Norwegian organisation number")
        for kind in ("enheter", "underenheter"):
            try:
                answer = self.service.get(f"/enhetsregisteret/api/{kind}/{number}")
            except http.Unreachable as problem:
                return Down(number, problem.reason)
            if answer.status == 410:
                return Removed(number)
            if answer.status == 200:
                return _outcome(number, answer.body)
            if answer.status not in (400, 404):
                return Down(number, "status")
        return Unknown(number)


def lookup(number: str) -> Outcome:
    """Ask the register that the settings name about a Norwegian number of nine digits."""
    if EXTENSION not in current_app.extensions:
        settings: Settings = current_app.extensions["samhandel_settings"]
        current_app.extensions[EXTENSION] = Register(settings.register_url, timeout=settings.register_timeout)
    return cast("Register", current_app.extensions[EXTENSION]).lookup(number)


def industry_version(answered_on: date) -> str:
    """Which classification the industry codes in an answer of that day belong to."""
    return "SN2025" if answered_on >= SN2025_FROM else "SN2007"


def _outcome(number: str, body: dict[str, Any]) -> Outcome:
    if _text(body.get("organisasjonsnummer"), 20) != number:
        return Down(number, "other_number")
    name = _text(body.get("navn"), 300)
    if body.get("slettedato"):
        return Deleted(number, name or "", _date(body["slettedato"])) if name else Removed(number)
    if not name:
        return Down(number, "no_name")
    return _card(number, name, body)


def _card(number: str, name: str, body: dict[str, Any]) -> Card:
    form = _object(body.get("organisasjonsform"))
    form_code = _text(form.get("kode"), 10)
    industry = _object(body.get("naeringskode1"))
    address = _object(body.get("forretningsadresse") or body.get("beliggenhetsadresse") or body.get("postadresse"))
    municipality_number = _text(address.get("kommunenummer"), 4)
    count = body.get("antallAnsatte")
    headcount = count if isinstance(count, int) and not isinstance(count, bool) and count >= 0 else None
    counted = body.get("harRegistrertAntallAnsatte")
    website = _text(body.get("hjemmeside"), 300)
    return Card(
        number=number,
        name=name,
        form_code=form_code,
        form_name=_text(form.get("beskrivelse"), 100),
        is_sub_unit=form_code in SUB_UNITS,
        parent=_text(body.get("overordnetEnhet"), 9),
        municipality_number=municipality_number,
        municipality=_place(_text(address.get("kommune"), 80)),
        county=county_of(municipality_number),
        country=_text(address.get("landkode"), 2) or "NO",
        address=_lines(address),
        industry_code=_text(industry.get("kode"), 10),
        industry_name=_text(industry.get("beskrivelse"), 300),
        industry_version=industry_version(clock.today()) if industry.get("kode") else None,
        headcount=headcount if counted is not False else None,
        headcount_withheld=counted is True and headcount is None,
        vat_registered=_flag(body.get("registrertIMvaregisteret")),
        bankrupt=body.get("konkurs") is True,
        winding_up=body.get("underAvvikling") is True or body.get("underTvangsavviklingEllerTvangsopplosning") is True,
        website=website,
        mail_domain=mail_domain(_text(body.get("epostadresse"), 320), website),
        written_form=WRITTEN_FORMS.get((_text(body.get("maalform"), 20) or "").lower()),
    )


def mail_domain(email: str | None, website: str | None) -> str | None:
    """The domain of the organisation's own mail: of its registered address, else of its website; None without one."""
    candidates: Iterable[str] = (
        (email or "").rpartition("@")[2],
        re.split(r"[/?#:]", re.sub(r"^[a-z]+://", "", (website or "").strip().lower()))[0].removeprefix("www."),
    )
    for candidate in candidates:
        domain = candidate.strip().lower().rstrip(".")
        if HOST.fullmatch(domain) and len(domain) <= 253 and not is_shared_domain(domain):
            return domain
    return None


def is_shared_domain(domain: str) -> bool:
    """Whether anybody can have an address or a page there."""
    return any(domain == shared or domain.endswith("." + shared) for shared in SHARED_DOMAINS)


def _place(name: str | None) -> str | None:
    """AURSKOG-HØLAND becomes Aurskog-Høland, NORE OG UVDAL becomes Nore og Uvdal."""
    if not name:
        return None
    lower = name.lower()
    return re.sub(
        r"[^\W\d_]+", lambda word: word[0] if word[0] in SMALL_WORDS and word.start() else word[0].capitalize(), lower
    )


def _lines(address: dict[str, Any]) -> tuple[str, ...]:
    """The street lines, then postcode and place; each may be missing or null."""
    raw = address.get("adresse")
    street = [_text(line, 200) for line in raw] if isinstance(raw, list) else []
    place = " ".join(filter(None, (_text(address.get("postnummer"), 20), _text(address.get("poststed"), 80))))
    country = _text(address.get("land"), 80) if address.get("landkode") not in (None, "NO") else None
    return tuple(line for line in (*street[:5], place, country) if line)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any, longest: int) -> str | None:
    """A text of the register, without control characters, no longer than its column; None when empty or no text."""
    if not isinstance(value, str):
        return None
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())[:longest] or None


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _date(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
