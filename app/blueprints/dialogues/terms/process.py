"""What a dialogue says of the purchase behind it, who holds it, and whom it is open to."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Planned(StrEnum):
    """Whether a competition is planned. A dialogue binds nobody to hold one."""

    NONE = "none"
    UNDECIDED = "undecided"
    PLANNED = "planned"


class ProcurementStage(StrEnum):
    """How far the buyer has come. `DRAFTING`: there is a draft of the tender documents to comment on."""

    EXPLORING = "exploring"
    SHAPING = "shaping"
    DRAFTING = "drafting"


class OpenTo(StrEnum):
    """Who may give input. `INVITED`: those who meet an objective criterion, which everybody can read."""

    ALL = "all"
    INVITED = "invited"


class CodeKind(StrEnum):
    """The lists by which a dialogue is found; the names of the lists in the room `codelists`."""

    CPV = "cpv"
    COUNTY = "county"
    MUNICIPALITY = "municipality"
    INDUSTRY = "industry"


class NoticePlace(StrEnum):
    DOFFIN = "doffin"
    TED = "ted"
    OTHER = "other"


class NoticeKind(StrEnum):
    """`INVITATION`: the notice that calls for dialogue. `COMPETITION`: with it the time for input is over."""

    INVITATION = "invitation"
    COMPETITION = "competition"


class HostState(StrEnum):
    """A buyer that is asked to host along is a host only when it has said yes."""

    ASKED = "asked"
    HOST = "host"
    DECLINED = "declined"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseDraft:
    """The purchase that may come. Values are in whole kroner, without VAT, over `value_months` months.

    `languages`: in which of ours everything is published that the buyer says later (answers, summary).
    """

    planned: Planned
    planned_on: date | None
    procurement_stage: ProcurementStage
    languages: tuple[str, ...]
    value_low: int | None
    value_high: int | None
    value_months: int | None
    profile_id: int | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachDraft:
    """Who may give input; `criterion` is the objective one that those invited meet, and stands in public."""

    open_to: OpenTo
    criterion: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """A notice as one finds it: by its number, its address (https), or both."""

    kind: NoticeKind
    place: NoticePlace
    number: str
    url: str
    published_on: date | None
