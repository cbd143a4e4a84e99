"""What follows from an event: measures, what was found, who was told, and what is said of it."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum


class Measure(StrEnum):
    """What an action after an event is for. Its subject is `safety:event:<number>:<measure>`."""

    IMMEDIATE = "immediate"
    LASTING = "lasting"


NAME_KEPT_YEARS = 3
NAME_KEPT_YEARS_SERIOUS = 10
"""How long after an event the name of whoever was hurt, or told of it, is kept: a house rule, not law.

Three years leave time to follow up and to answer an insurer; after a serious injury or a death more may be asked, and
later. What happened stays: only the name leaves."""


@dataclass(frozen=True, kw_only=True)
class InvestigationDraft:
    """What an investigation found. `closed` says that it is done; `version` is the one read, None for a new one."""

    course: str = ""
    direct_causes: str = ""
    underlying_causes: str = ""
    learning: str = ""
    took_part: str = ""
    with_representative: bool = False
    closed: bool = False
    version: int | None = None


@dataclass(frozen=True, kw_only=True)
class NoticeDraft:
    """That somebody has been told: `told_by` is a role ("the foreman"), not a name."""

    duty_code: str
    told_on: date
    told_at: time | None = None
    told_by: str


MOST_REMARK = 2_000


@dataclass(frozen=True, kw_only=True)
class RemarkDraft:
    """What somebody says of an event, or of a calendar year's figures; of one of the two."""

    body: str
    event_id: int | None = None
    year: int | None = None
