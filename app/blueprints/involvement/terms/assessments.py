"""Whether somebody who took part has an advantage, and what evens it out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MeasureKind(StrEnum):
    """Milder than keeping somebody out. The directive names the first two as always due."""

    SHARE = "share"
    TIME = "time"
    NEUTRAL = "neutral"
    SEPARATE = "separate"
    OTHER = "other"


class MeasureState(StrEnum):
    """`REJECTED`: would not be enough, and the reason says why."""

    TAKEN = "taken"
    REJECTED = "rejected"


class Conclusion(StrEnum):
    """`EXCLUDED` is open only when a lesser measure has been rejected and the supplier has been heard."""

    NO_ADVANTAGE = "no_advantage"
    EVENED_OUT = "evened_out"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDraft:
    """`risk`: what the supplier knows or has shaped that others do not and have not."""

    organisation_id: int
    risk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDraft:
    kind: MeasureKind
    state: MeasureState
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionDraft:
    """`residual`: what is left of the advantage after the measures."""

    conclusion: Conclusion
    residual: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingDraft:
    """What the supplier is asked to answer, and by when (the last day)."""

    body: str
    until: date
