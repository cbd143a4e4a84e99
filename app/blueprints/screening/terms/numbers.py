"""A number that looks like an identity number and is said to be something else."""

from dataclasses import dataclass
from enum import StrEnum


class NumberIs(StrEnum):
    """What its writer says that it is."""

    ACCOUNT = "account"
    SERIAL = "serial"
    REFERENCE = "reference"  # an order, an invoice, a case
    OTHER = "other"


class NumberState(StrEnum):
    """`ALLOWED`: those of the organisation may write it from now on. `REFUSED`: it stays stopped."""

    WAITING = "waiting"
    ALLOWED = "allowed"
    REFUSED = "refused"


LONGEST_NUMBER = 60
LONGEST_WHY = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberDraft:
    """`number` as it was typed; it must hold exactly one identity number. `organisation_id` None: for herself."""

    number: str
    what: NumberIs
    why: str
    lang: str
    organisation_id: int | None = None


# What a case about it is called, in the language in which it was asked.
TITLES: dict[str, dict[NumberIs, str]] = {
    "nb": {
        NumberIs.ACCOUNT: "Et nummer som ble stoppet: et kontonummer",
        NumberIs.SERIAL: "Et nummer som ble stoppet: et serienummer eller varenummer",
        NumberIs.REFERENCE: "Et nummer som ble stoppet: en ordre, faktura eller sak",
        NumberIs.OTHER: "Et nummer som ble stoppet: noe annet enn et fødselsnummer",
    },
    "nn": {
        NumberIs.ACCOUNT: "Eit nummer som blei stoppa: eit kontonummer",
        NumberIs.SERIAL: "Eit nummer som blei stoppa: eit serienummer eller varenummer",
        NumberIs.REFERENCE: "Eit nummer som blei stoppa: ein ordre, ein faktura eller ei sak",
        NumberIs.OTHER: "Eit nummer som blei stoppa: noko anna enn eit fødselsnummer",
    },
    "en": {
        NumberIs.ACCOUNT: "A number that was stopped: an account number",
        NumberIs.SERIAL: "A number that was stopped: a serial or article number",
        NumberIs.REFERENCE: "A number that was stopped: an order, an invoice or a case",
        NumberIs.OTHER: "A number that was stopped: something else than an identity number",
    },
}
