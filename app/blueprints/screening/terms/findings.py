"""What was found, where, and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    NIN = "nin"  # an identity number, D-number or synthetic one
    ACCOUNT = "kontonummer"
    PHONE = "phone"
    EMAIL = "email"
    EMAIL_ROLE = "email-role"  # post@, postmottak@: an office, not a person
    PRICE = "price"
    SECRET = "secret"  # noqa: S105 - a word for a finding


class Certainty(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Finding:
    """`text[start:end]` seems to be of this `kind`. Characters, not bytes. Never carries the value."""

    kind: FindingKind
    start: int
    end: int
    certainty: Certainty

    @property
    def stops(self) -> bool:
        """An identity number that is one for certain must not be published; the rest is for the author to think of."""
        return self.kind is FindingKind.NIN and self.certainty is Certainty.HIGH


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text: `text[start:end]`. `certain` is False when a person must look. Never carries the digits."""

    start: int
    end: int
    certain: bool = True


def is_told(kind: FindingKind, certainty: Certainty) -> bool:
    """Whether the author is told: not of an office's address, nor of a number that a person has let through."""
    return kind is not FindingKind.EMAIL_ROLE and (kind, certainty) != (FindingKind.NIN, Certainty.LOW)
