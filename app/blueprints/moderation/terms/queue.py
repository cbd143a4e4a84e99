"""What the queue shows of each case, and over them all."""

from dataclasses import dataclass
from datetime import datetime

from app.blueprints.moderation.terms.cases import CaseKind, CaseState, Figures, Source
from app.core.pages import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One line of the queue. `excerpt` is how the newest text begins that somebody pointed at, in `language`.

    Of an appeal it is how the appeal begins. `held_by` is who has the case in hand just now, "" for nobody.
    """

    id: int
    kind: CaseKind
    subject_type: str
    subject_id: int
    title: str
    language: str
    excerpt: str
    excerpt_language: str
    organisation: str
    source: Source
    reason: str
    found: tuple[str, ...]
    state: CaseState
    created_at: datetime
    due_at: datetime
    held_by: str
    held_by_id: int | None
    held_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The queue's page: the tiles, one page of cases, and the keys of whoever looks (None: she has chosen none)."""

    figures: Figures
    page: Page
    keys: dict[str, str] | None
    keys_on: bool
