"""What the machine's findings suggest. It points; a person decides."""

from collections.abc import Iterable

from app.blueprints.moderation.terms.reasons import ReasonCode
from app.blueprints.screening.terms.findings import FindingKind

SUGGESTS = {
    FindingKind.NIN: ReasonCode.M1,
    FindingKind.ACCOUNT: ReasonCode.M1,
    FindingKind.PHONE: ReasonCode.M1,
    FindingKind.EMAIL: ReasonCode.M1,
    FindingKind.PRICE: ReasonCode.P4,
    FindingKind.SECRET: ReasonCode.M5,
}
"""An office's own mail address (`EMAIL_ROLE`) is no reason for anything."""


def suggested(kinds: Iterable[FindingKind]) -> tuple[ReasonCode, ...]:
    """The reasons that these findings may be, in the order of the rules."""
    found = {SUGGESTS[kind] for kind in kinds if kind in SUGGESTS}
    return tuple(code for code in ReasonCode if code in found)


def in_order(kinds: Iterable[FindingKind]) -> tuple[ReasonCode, ...]:
    """All reasons, those that the machine's findings suggest first."""
    first = suggested(kinds)
    return (*first, *(code for code in ReasonCode if code not in first))
