"""Three numbers a dimension, never merged; what they rest on; how one is endorsed; and what may change them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.blueprints.capability.terms.levels import Endorsement, Proof, Three
from app.blueprints.improvement.terms import EvidenceFact
from app.core.localized import Localized


class Number(StrEnum):
    """Whose word a level is: the firm's, its evidence's, or a reviewer's from outside."""

    CLAIMED = "claimed"
    EVIDENCED = "evidenced"
    ENDORSED = "endorsed"


class ReviewState(StrEnum):
    """ASKED until the reviewer endorses, endorses a lower level, returns it or declines, or the firm withdraws."""

    ASKED = "asked"
    ENDORSED = "endorsed"
    ENDORSED_LOWER = "endorsed_lower"
    RETURNED = "returned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def is_endorsement(self) -> bool:
        return self in ENDORSING


ENDORSING = (ReviewState.ENDORSED, ReviewState.ENDORSED_LOWER)


class Cause(StrEnum):
    """What made a number change.

    `cause_id` of an event is the assessment, the evidence, the review, or, of an action, the evidence that showed its
    effect; of the calendar it is the evidence that began, ended or grew old that day, or the review that expired.
    """

    ASSESSMENT = "assessment"
    EVIDENCE = "evidence"
    EVIDENCE_ENDED = "evidence_ended"
    CALENDAR = "calendar"
    ACTION = "action"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class HeldProof(Proof):
    """A proof and what it is: a piece of evidence, or what a reviewer saw on site."""

    evidence_id: int | None = None
    support_id: int | None = None
    review_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Endorsed(Endorsement):
    """An endorsement, and who gave it. `seen_on` is the day on which the reviewer saw it on site."""

    review_id: int
    code: str
    reviewer_id: int
    reviewer: str
    seen_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class DimensionLine:
    """A dimension of a framework in force, and what the firm's latest assessment says of it.

    `claimed_in` is the version in which the firm answered, which may be an older one.
    """

    framework_id: int
    framework: str
    id: int
    code: str
    position: int
    name: Localized
    short_name: Localized
    about: Localized
    claimed: int | None = None
    goal: int | None = None
    claimed_in: int | None = None
    assessment_id: int | None = None
    scale: tuple[Localized, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SupportLine:
    """A piece of evidence that is, or was, put forward for a dimension: from a day, and before another."""

    id: int
    evidence_id: int
    code: str
    level: int
    shows_learning: bool
    added_on: date
    ended_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Basis:
    """Everything that a firm's numbers rest on; `facts` are the pieces of evidence that are put forward, by number."""

    dimensions: tuple[DimensionLine, ...]
    supports: tuple[SupportLine, ...]
    facts: Mapping[int, EvidenceFact]
    endorsements: tuple[Endorsed, ...]
    """Newest first, also those that have expired."""


@dataclass(frozen=True, kw_only=True)
class DimensionStanding:
    """A dimension and its three numbers today, never merged.

    `proofs` are all that the firm holds, also what is not valid today. `endorsed` is in date; `lapsed` is the latest
    that no longer is, when there is none. `next_fall` is when the calendar alone lowers what evidence carries, and to
    what level.
    """

    code: str
    position: int
    framework: str
    name: Localized
    short_name: Localized
    about: Localized
    claimed: int | None
    goal: int | None
    proofs: tuple[HeldProof, ...]
    evidenced: int
    endorsed: Endorsed | None
    lapsed: Endorsed | None = None
    next_fall: tuple[date, int] | None = None
    framework_id: int
    dimension_id: int
    claimed_in: int | None = None
    assessment_id: int | None = None
    scale: tuple[Localized, ...] = ()
    """What the six levels are called in general."""

    @property
    def three(self) -> Three:
        return Three(
            claimed=self.claimed,
            evidenced=self.evidenced,
            endorsed=self.endorsed.level if self.endorsed else None,
        )

    @property
    def effective(self) -> int:
        return self.three.effective
