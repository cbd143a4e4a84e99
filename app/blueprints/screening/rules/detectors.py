"""All detectors, one after another; where two find the same place, the surer one stands."""

import re
from collections.abc import Sequence

from app.blueprints.screening.rules.account_numbers import find_account_numbers
from app.blueprints.screening.rules.digits import runs
from app.blueprints.screening.rules.identity_numbers import find_possible_identity_numbers
from app.blueprints.screening.rules.mails import find_mails
from app.blueprints.screening.rules.phones import find_phones
from app.blueprints.screening.rules.prices import find_prices
from app.blueprints.screening.rules.secrets import find_secrets
from app.blueprints.screening.terms.findings import Certainty, Finding, FindingKind

_ADDRESS = re.compile(r"(?<!\w)(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_SUREST = (Certainty.HIGH, Certainty.MEDIUM, Certainty.LOW)
_FIRST = (
    FindingKind.NIN,
    FindingKind.ACCOUNT,
    FindingKind.PHONE,
    FindingKind.EMAIL,
    FindingKind.EMAIL_ROLE,
    FindingKind.PRICE,
    FindingKind.SECRET,
)


def find(text: str, words: Sequence[str] = ()) -> list[Finding]:
    """What `text` holds that it perhaps should not, in the order of the text. `words` tell of secrets (lower case)."""
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    rows = list(runs(text))
    found = [
        Finding(FindingKind.NIN, span.start, span.end, Certainty.HIGH if span.certain else Certainty.MEDIUM)
        for span in find_possible_identity_numbers(text, rows)
    ]
    found += find_account_numbers(text, rows)
    found += find_phones(text, addresses)
    found += find_mails(text)
    found += find_prices(text, addresses)
    found += find_secrets(text, words)
    return _merged(found)


def _merged(found: list[Finding]) -> list[Finding]:
    """Without overlaps, in order. Each is held against its neighbours only: time grows with the number of findings."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda finding: (finding.start, finding.end)):
        while kept and kept[-1].end > one.start and _rank(one) < _rank(kept[-1]):
            kept.pop()
        if not kept or kept[-1].end <= one.start:
            kept.append(one)
    return kept


def _rank(finding: Finding) -> tuple[int, int]:
    return _SUREST.index(finding.certainty), _FIRST.index(finding.kind)
