"""Organisation numbers as people type them.

Norway's numbers have nine digits, the last a check digit (modulus 11, weights 3 2 7 6 5 4 3 2; Brønnøysundregistrene),
and the scheme `0192` of ISO 6523. Firms from elsewhere in the European Economic Area are known by their country and
their national number, or by their VAT number; those are taken as they stand, for people to check.
"""

import re
import unicodedata
from dataclasses import dataclass

NORWAY = "0192"
WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
LONGEST = 60
# The European Economic Area by ISO 3166; a VAT number begins with the same letters, except that Greece writes EL.
EEA = (
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IS", "IE",
    "IT", "LV", "LI", "LT", "LU", "MT", "NL", "NO", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
)  # fmt: skip
# Codes of ISO 6523 (the list kept by OpenPeppol as EAS) that stand for a national register of organisations.
ISO_6523 = {
    "0192": "NO", "0007": "SE", "0184": "DK", "0212": "FI", "0196": "IS", "0208": "BE", "0106": "NL", "0002": "FR",
}  # fmt: skip
ELSEWHERE = re.compile(r"[A-Z0-9]{4,20}")


@dataclass(frozen=True, slots=True)
class OrganisationNumber:
    """`scheme` is `0192`, or a country's two letters for its national number, or those with `-VAT`."""

    scheme: str
    value: str

    @property
    def is_norwegian(self) -> bool:
        return self.scheme == NORWAY

    @property
    def country(self) -> str:
        return "NO" if self.is_norwegian else self.scheme[:2]

    def __str__(self) -> str:
        """As people read it: 988 077 917, or SE 5560125790."""
        if self.is_norwegian:
            return f"{self.value[:3]} {self.value[3:6]} {self.value[6:]}"
        return self.value if self.scheme.endswith("-VAT") else f"{self.country} {self.value}"


class BadNumber(ValueError):
    """What was typed is no organisation number; `code` says why. The text itself is not kept."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_digit(eight: str) -> int | None:
    """The ninth digit of a Norwegian number; None when these eight can begin no number."""
    rest = 11 - sum(weight * int(digit) for weight, digit in zip(WEIGHTS, eight, strict=True)) % 11
    return {11: 0, 10: None}.get(rest, rest)


def has_check_digit(number: str) -> bool:
    return len(number) == 9 and check_digit(number[:8]) == int(number[8])


def parse_number(text: str, country: str = "NO") -> OrganisationNumber:
    """Understand "988 077 917", "NO988077917MVA", "0192:988077917", "SE556012579001", or a number of `country`.

    Raises `BadNumber`: number_missing, number_too_long, number_is_personal, number_has_letters, number_length,
    number_check_digit, number_country, number_elsewhere.
    """
    plain = unicodedata.normalize("NFKC", text)[: LONGEST + 1].upper()
    if len(plain) > LONGEST:
        raise BadNumber("number_too_long")
    scheme, colon, rest = plain.rpartition(":")
    if colon:
        code = scheme.split(":")[-1].strip()  # also iso6523-actorid-upis::0192:988077917
        if code not in ISO_6523:
            raise BadNumber("number_country")
        country, plain = ISO_6523[code], rest
    plain = re.sub(r"[\s.\-‐-―/]", "", plain)
    plain = re.sub(r"^ORG(ANISASJONS)?(NUMMER|NR)?(?=[0-9N])", "", plain)
    if not plain:
        raise BadNumber("number_missing")
    if country == "NO" and (not plain[:2].isalpha() or plain.startswith("NO")):
        return OrganisationNumber(NORWAY, _norwegian(plain))
    return _from_elsewhere(plain, country, typed_scheme=bool(colon))


def number_of(scheme: str, value: str) -> OrganisationNumber:
    """The number with this scheme and value, as an address on the site names it. Raises `BadNumber` when it is none."""
    found = parse_number(value, "NO" if scheme == NORWAY else scheme[:2])
    if (found.scheme, found.value) != (scheme, value):
        raise BadNumber("number_country")
    return found


def _norwegian(plain: str) -> str:
    number = plain.removeprefix("NO").removesuffix("MVA")
    if not re.fullmatch(r"[0-9]+", number):
        raise BadNumber("number_has_letters")
    if len(number) == 11:
        raise BadNumber("number_is_personal")
    if len(number) != 9:
        raise BadNumber("number_length")
    if not has_check_digit(number):
        raise BadNumber("number_check_digit")
    return number


def _from_elsewhere(plain: str, country: str, *, typed_scheme: bool) -> OrganisationNumber:
    prefix = plain[:2].replace("EL", "GR")
    is_vat = not typed_scheme and prefix in EEA and country in ("NO", prefix)
    if is_vat:
        country = prefix
    if country not in EEA or country == "NO":
        raise BadNumber("number_country")
    if not ELSEWHERE.fullmatch(plain) or sum(letter.isdigit() for letter in plain) < 4:
        raise BadNumber("number_elsewhere")
    return OrganisationNumber(f"{country}-VAT" if is_vat else country, plain)
