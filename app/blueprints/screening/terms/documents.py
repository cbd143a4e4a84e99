"""Documents that are read for what they should not hold: how far, what was found, and the limits people are told."""

from dataclasses import dataclass
from enum import StrEnum

from app.blueprints.attachments.terms import FileKind
from app.blueprints.screening.terms.findings import Certainty, FindingKind

MOST_PAGES = 200  # of a PDF or a Word document; of a workbook, sheets
MOST_CHARACTERS = 2_000_000
MOST_SECONDS = 60  # of processor time
MOST_MEMORY = 1 << 30
READABLE = frozenset({FileKind.PDF, FileKind.DOCX, FileKind.XLSX, FileKind.ODT, FileKind.TXT, FileKind.CSV})
AROUND = 0
"""The page of what stands on none: headers and footers, notes and comments."""


class ReadState(StrEnum):
    """`UNREADABLE`: not read to its end; what was found until then stands."""

    WAITING = "waiting"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"


class WhyNot(StrEnum):
    """Why a document was not read, or not to its end."""

    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LONG = "too_long"
    UNSUPPORTED = "unsupported"  # a picture
    GONE = "gone"  # erased, or stopped by the scanner, before it was read


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """`count` findings of one kind on one page. Never the value, nor where on the page."""

    page: int
    kind: FindingKind
    certainty: Certainty
    count: int

    @property
    def stops(self) -> bool:
        return self.kind is FindingKind.NIN and self.certainty is Certainty.HIGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How far a document has been read, and what was found. `by_sheet`: its pages are sheets of a workbook.

    `pages_total` is None until it is known. `has_text` is False for a document that was read and holds no text: pages
    that are pictures are not read.
    """

    file_id: int
    state: ReadState
    why: WhyNot | None
    pages_done: int
    pages_total: int | None
    has_text: bool
    by_sheet: bool
    found: tuple[Found, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.state in (ReadState.READ, ReadState.UNREADABLE)

    @property
    def stops(self) -> bool:
        """It holds an identity number, for certain."""
        return any(found.stops for found in self.found)
