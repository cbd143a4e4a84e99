"""What the law asks of a firm of this size in this industry: guidance with its source, never legal advice."""

from dataclasses import dataclass
from enum import StrEnum


class Applies(StrEnum):
    """How a duty stands to a firm.

    REQUIRED: it applies. AGREEMENT: it applies, but the parties may agree in writing on something else. ON_REQUEST: it
    applies when either party asks. BY_RISK: it applies when the risk demands it. UNKNOWN: what decides it is not known.
    """

    REQUIRED = "required"
    AGREEMENT = "agreement"
    ON_REQUEST = "on_request"
    BY_RISK = "by_risk"
    UNKNOWN = "unknown"


class DutyState(StrEnum):
    """What the firm itself says of a duty."""

    IN_PLACE = "in_place"
    PLANNED = "planned"
    MISSING = "missing"


@dataclass(frozen=True, kw_only=True)
class DutyDraft:
    state: DutyState
    how: str = ""
    evidence_id: int | None = None
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class FirmDraft:
    """What the firm says of itself, where the register does not know or does not say it well."""

    headcount: int | None
    industries: tuple[str, ...] = ()
    version: int | None = None
