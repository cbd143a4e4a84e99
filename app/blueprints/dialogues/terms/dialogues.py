"""The room's vocabulary: states, and what comes in through a door."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.localized import Localized


class DialogueState(StrEnum):
    """Only forwards. `ANNOUNCED`: the competition is, and from then on advice comes too late: nothing more is taken."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ANNOUNCED = "announced"
    CLOSED = "closed"


class NeedKind(StrEnum):
    GOODS = "goods"
    SERVICE = "service"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDraft:
    """A need as an outcome: the problem and the wanted effect, never the product.

    `limits`: what cannot be changed, such as law, buildings, and systems that are there.
    """

    kind: NeedKind
    title: str
    affected: str
    baseline: str
    effect: str
    indicator: str
    by_when: date
    open_for: str
    limits: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextsDraft:
    """The dialogue's texts in its own language, and title and summary in one more.

    `purpose`: what the answers will be used for. `scope`: what the dialogue is about, and what it is not about.
    """

    title: str
    summary: str
    background: str
    contact: str
    other_title: str
    other_summary: str
    version: int
    purpose: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseDraft:
    name: Localized
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """When input is taken, the phases that lead there and on, and whether a machine may draft translations of posts.

    `questions_until`: the last day on which a question has a right to an answer; none: as long as input is taken.
    """

    opens_on: date
    closes_on: date
    phases: tuple[PhaseDraft, ...]
    version: int
    machine_allowed: bool = False
    questions_until: date | None = None
