"""What the detectors found in a post or in a document on it: where it stands, and what of it a moderator should see."""

from collections.abc import Iterable

from app.blueprints.forum.terms.writing import FoundLine
from app.blueprints.moderation.terms.cases import (
    IDENTITY_NUMBER,
    PERSONAL_DATA,
    PRICE,
    SECRET,
    Severity,
    SignalDraft,
    Source,
)
from app.blueprints.screening.terms.findings import Certainty, Finding, FindingKind, is_told

# What a moderator looks at afterwards, the gravest first. A phone number or an address is its owner's own affair.
LOOKED_AT = {
    FindingKind.NIN: IDENTITY_NUMBER,
    FindingKind.SECRET: SECRET,
    FindingKind.ACCOUNT: PERSONAL_DATA,
    FindingKind.PRICE: PRICE,
}


def lines_of(text: str, found: Iterable[Finding], *, field: str) -> tuple[FoundLine, ...]:
    """Each kind once a line, in the order of the text; lines are counted from 1."""
    told = {
        FoundLine(field, text.count("\n", 0, each.start) + 1, each.kind, each.certainty): None
        for each in found
        if is_told(each.kind, each.certainty)
    }
    return tuple(told)


def signal_of(found: Iterable[tuple[FindingKind, Certainty]]) -> SignalDraft | None:
    """Why a moderator should look at what is published with these findings; None when nobody need.

    A number that is one for certain does not get so far by itself: whoever let it through has looked.
    """
    kinds = {kind for kind, certainty in found if (kind, certainty) != (FindingKind.NIN, Certainty.HIGH)}
    reason = next((reason for kind, reason in LOOKED_AT.items() if kind in kinds), None)
    if reason is None:
        return None
    return SignalDraft(source=Source.RULE, reason=reason, severity=Severity.LOW, found=_codes(kinds))


def number_signal(found: Iterable[tuple[FindingKind, Certainty]]) -> SignalDraft:
    """An identity number that waits for a moderator, with whatever else was found."""
    kinds = {FindingKind.NIN, *(kind for kind, _certainty in found)}
    return SignalDraft(source=Source.RULE, reason=IDENTITY_NUMBER, severity=Severity.HIGH, found=_codes(kinds))


def _codes(kinds: Iterable[FindingKind]) -> tuple[str, ...]:
    return tuple(sorted(kind.value for kind in kinds))
