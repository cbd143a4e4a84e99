"""All detectors, one after another; where two find the same place, the surer word stands."""

from collections.abc import Sequence

from app.blueprints.screening.rules.identity_numbers import find_possible_identity_numbers
from app.blueprints.screening.terms.findings import Certainty, Finding, FindingKind


def find(text: str, words: Sequence[str] = ()) -> list[Finding]:
    """What `text` holds that it perhaps should not, in the order of the text. `words` tell of secrets (lower case)."""
    return [
        Finding(FindingKind.NIN, span.start, span.end, Certainty.HIGH if span.certain else Certainty.MEDIUM)
        for span in find_possible_identity_numbers(text)
    ]
