"""The doors of screening."""

from dataclasses import replace

from app.blueprints.screening.queries.words import words_in_use
from app.blueprints.screening.rules.detectors import find
from app.blueprints.screening.services.numbers import find_identity_numbers, refuse_identity_numbers
from app.blueprints.screening.terms.findings import Certainty, Finding

__all__ = ["find", "find_identity_numbers", "findings", "refuse_identity_numbers"]


def findings(text: str) -> list[Finding]:
    """What a text holds that it perhaps should not, by the detectors and by the ministry's word lists.

    One statement for the lists, so for writing paths only; a second where there is an identity number. One that a
    person has let through is `low`, and stops nothing.
    """
    found = find(text, words_in_use())
    if not any(one.stops for one in found):
        return found
    stopping = {(span.start, span.end) for span in find_identity_numbers(text)}
    return [
        replace(one, certainty=Certainty.LOW) if one.stops and (one.start, one.end) not in stopping else one
        for one in found
    ]
