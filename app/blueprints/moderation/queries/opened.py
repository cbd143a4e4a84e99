"""The parts of a case's file, as its page shows them: plain rows, read from JSON."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalSeen:
    """Why somebody should look. `reporter` "" or None: a rule, or somebody without an account."""

    id: int
    at: datetime
    source: str
    reason: str
    note: str
    reporter: str | None
    organisation: str | None
    wants_answer: bool
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotSeen:
    """`was_judged`: this is the text on which the decision was made that the case is about."""

    title: str
    body: str
    lang: str
    sha256: str
    at: datetime
    was_judged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSeen:
    """`how` is None while it can be undone, then "stands" or "undone". `until` is a day as ISO writes it."""

    id: int
    case_id: int
    at: datetime
    action: str
    reasons: list[str]
    reason_versions: list[int]
    facts: str
    until: str | None
    own_ministry: bool
    statement_language: str
    by_id: int
    by: str
    proposed_by: str | None
    final_at: datetime
    how: str | None
    again_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSeen:
    id: int
    at: datetime
    by_id: int
    by: str
    why: str
    draft: dict[str, Any]
    was: str
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSeen:
    id: int
    at: datetime
    question: str
    asked_by: str
    answer: str
    answered_by: str | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealSeen:
    id: int
    at: datetime
    decision_id: int
    case_id: int
    lang: str
    body: str
    outcome: str | None
    answered_at: datetime | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSeen:
    """There only when the sample has been judged: until then nothing is told of the first decision."""

    at: datetime
    by: str
    action: str
    reasons: list[str]
    facts: str
    agrees: bool
    first_action: str
    first_reasons: list[str]
    case_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySeen:
    """A line of the journal; `by` None for what the system did."""

    seq: int
    at: datetime
    what: str
    data: dict[str, Any]
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarSeen:
    """An earlier decision to judge alike by."""

    id: int
    case_id: int
    at: datetime
    title: str
    language: str
    action: str
    reasons: list[str]
    facts: str
    statement_language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureSeen:
    """A warning (`until_at` None), silence or suspension that has not been lifted."""

    id: int
    kind: str
    until_at: datetime | None
    at: datetime
