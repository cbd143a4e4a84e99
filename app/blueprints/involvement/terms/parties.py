"""Others who had a hand in the preparation: advisers, and undertakings related to those who take part."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PartyKind(StrEnum):
    """`ADVISER`: helped the buyer to prepare. `RELATED`: is tied to somebody who takes part (`related_to_id`)."""

    ADVISER = "adviser"
    RELATED = "related"


class Relation(StrEnum):
    PARENT = "parent"
    SUBSIDIARY = "subsidiary"
    SISTER = "sister"
    SAME_OWNER = "same_owner"
    PARTNER = "partner"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDraft:
    """`number`: nine digits, or empty. `role`: what they did, or what the tie is."""

    kind: PartyKind
    name: str
    number: str
    role: str
    related_to_id: int | None = None
    relation: Relation | None = None
    since: date | None = None
