"""What the law asks of a firm of this size in this industry: guidance with its source, never legal advice."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.localized import Localized

REPRESENTATIVE = "safety_representative"
"""The duty that says whether a firm may be without a safety representative."""

MOST_HEADCOUNT = 100_000
MOST_INDUSTRIES = 10


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


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow:
    """A dated rule of one duty, as `models.Duty`: both ends of the sizes and of the days are included."""

    code: str
    position: int
    applies: Applies
    name: Localized
    what: Localized
    law: Localized
    source: str
    from_headcount: int
    to_headcount: int | None
    industries: list[str] | None
    valid_from: date
    valid_to: date | None
    checked_on: date


class DutyState(StrEnum):
    """What the firm itself says of a duty."""

    IN_PLACE = "in_place"
    PLANNED = "planned"
    MISSING = "missing"


class SizeSource(StrEnum):
    """Who says how many people work in a firm."""

    FIRM = "firm"
    REPORTED = "reported"
    REGISTER = "register"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Size:
    """How many people work there, None when nobody knows, and who says so."""

    headcount: int | None
    source: SizeSource


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
