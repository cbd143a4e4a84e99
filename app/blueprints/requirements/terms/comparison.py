"""Those who have shared, side by side: the same columns for every firm, and no order of merit."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.blueprints.capability.terms import Number, Three
from app.blueprints.requirements.terms.profiles import Readiness
from app.blueprints.requirements.terms.shares import ShareKind

COMPARED_AT_ONCE = 200


class Order(StrEnum):
    """How the rows stand. There is no other: readiness and levels never decide who comes first."""

    NAME = "name"
    NUMBER = "number"


@dataclass(frozen=True, kw_only=True)
class SharedLevels:
    """One firm's share as a comparison reads it; `levels` as `capability.services.profile_content` makes them."""

    organisation_id: int
    name: str
    number: str
    share_id: int
    kind: ShareKind
    until: date
    shared_at: datetime
    levels: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A firm in one dimension. `required` None: nothing is asked. Not `answered`: it has said and shown nothing."""

    code: str
    three: Three
    required: int | None = None
    must: bool = False

    @property
    def answered(self) -> bool:
        return self.three.claimed is not None or self.three.endorsed is not None or self.three.evidenced > 0

    @property
    def rests_on(self) -> Number | None:
        """What the effective level rests on; None when it rests on nothing, and is 0."""
        if self.three.endorsed is not None:
            return Number.ENDORSED
        return Number.EVIDENCED if self.three.evidenced else None

    @property
    def effective(self) -> int:
        return self.three.effective

    @property
    def gap(self) -> int:
        return max(0, (self.required or 0) - self.effective)


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A row: the firm, its cells in the order of the columns, and readiness when a profile was chosen."""

    shared: SharedLevels
    cells: tuple[Cell, ...]
    readiness: Readiness | None = None
