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
