"""What is shared, as its page reads it: days are days again, names are in three languages, numbers are of one day."""

from dataclasses import dataclass
from datetime import date

from app.blueprints.capability.terms import Number, Three
from app.blueprints.improvement.terms import ActionStatus
from app.core.localized import Localized

MOST_CHANGES = 12


@dataclass(frozen=True, kw_only=True)
class EvidenceShown:
    """A piece of evidence. `title`, `issuer` and `scope` are "" where the firm keeps them to itself."""

    id: int
    type: str
    title: str
    issuer: str
    scope: str
    strength: int | None
    level: int
    valid_from: date | None
    valid_to: date | None
    visibility: str
    personal: bool

    def days_left(self, today: date) -> int | None:
        return (self.valid_to - today).days if self.valid_to else None


@dataclass(frozen=True, kw_only=True)
class EndorsementShown:
    """`person` is "" when it is not known any more who decided."""

    level: int
    reviewer: str
    person: str
    decided_on: date
    expires_on: date
    seen_on: date | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class ChangeShown:
    number: Number
    before: int | None
    after: int | None
    on_day: date
    cause: str


@dataclass(frozen=True, kw_only=True)
class DimensionShown:
    """A dimension with the three numbers of the day that is read, and what they rest on."""

    code: str
    name: Localized
    short_name: Localized
    goal: int | None
    three: Three
    evidence: tuple[EvidenceShown, ...]
    endorsements: tuple[EndorsementShown, ...]
    history: tuple[ChangeShown, ...]
    day: date

    @property
    def endorsement(self) -> EndorsementShown | None:
        """The one in date on the day that is read."""
        return next((e for e in self.endorsements if e.decided_on <= self.day <= e.expires_on), None)

    @property
    def latest_changes(self) -> tuple[ChangeShown, ...]:
        """As many as one reads, the newest first."""
        return tuple(sorted(self.history, key=lambda change: change.on_day, reverse=True)[:MOST_CHANGES])

    @property
    def answered(self) -> bool:
        return self.three.claimed is not None or self.three.endorsed is not None or self.three.evidenced > 0


@dataclass(frozen=True, kw_only=True)
class PlannedShown:
    """An open action of the firm's plan. `code` and `level` say what it aims at, "" and None without it."""

    title: str
    code: str
    level: int | None
    starts_on: date | None
    due_on: date
    status: ActionStatus
    expected: str


@dataclass(frozen=True, kw_only=True)
class ProfileShown:
    """A firm's profile. `on_day` is the day on which it was put together, `day` the one whose numbers are shown.

    `plan` is None where the firm shares none.
    """

    name: str
    number: str
    municipality: str
    industry: str
    framework: Localized
    version: int
    scale: tuple[Localized, ...]
    on_day: date
    day: date
    dimensions: tuple[DimensionShown, ...]
    plan: tuple[PlannedShown, ...] | None = None

    def name_of(self, code: str) -> Localized | None:
        """What a dimension is called; None for what is none of this profile's."""
        return next((dimension.name for dimension in self.dimensions if dimension.code == code), None)
