"""The room's vocabulary: kinds of file, what state one is in, and the limits that everybody is told."""

from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024  # the larger of the two that people call so: whoever reads "20 MB" is never refused below it
MOST_BYTES = 20 * MEGABYTE
LONGEST_NAME = 120
LONGEST_VERDICT = 120


class FileKind(StrEnum):
    """What a certificate, a procedure or a record comes as, and what every office can open again.

    PDF for what is finished, pictures for what was scanned or photographed, Word, Excel and OpenDocument for what is
    still worked on, plain text and CSV for what a machine wrote. Nothing that runs, nothing that holds other files, and
    nothing that needs a program of its own: no archives, no SVG or HTML, no mail, no drawings, no video.
    """

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    TXT = "txt"
    CSV = "csv"


class FileState(StrEnum):
    """Only what is clean is ever shown to anybody."""

    QUARANTINED = "quarantined"  # waits for the scanner
    CLEAN = "clean"
    INFECTED = "infected"  # `verdict` is what the scanner called it; the bytes are gone
    REJECTED = "rejected"  # `verdict` is a code; the bytes are gone
    ERASED = "erased"  # somebody wanted it so; the bytes are gone


LIVING = (FileState.QUARANTINED, FileState.CLEAN)

# For each kind the endings that a name of it may have; the first is the one that we give it.
ENDINGS: dict[FileKind, tuple[str, ...]] = {
    FileKind.PDF: ("pdf",),
    FileKind.PNG: ("png",),
    FileKind.JPEG: ("jpg", "jpeg", "jpe"),
    FileKind.DOCX: ("docx",),
    FileKind.XLSX: ("xlsx",),
    FileKind.ODT: ("odt",),
    FileKind.TXT: ("txt",),
    FileKind.CSV: ("csv",),
}
CONTENT_TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.TXT: "text/plain",
    FileKind.CSV: "text/csv",
}
ACCEPTED = "PDF, PNG, JPEG, Word (.docx), Excel (.xlsx), OpenDocument (.odt), TXT, CSV"
"""As a hint or a refusal names them; the same in every language."""
ACCEPTED_ENDINGS = tuple(f".{ending}" for endings in ENDINGS.values() for ending in endings)
"""For `FileField(endings=...)`."""


class Unacceptable(Exception):
    """What a look through a file found; `code` is worded in `wording`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked through and may be taken: its kind, and the name to show (cleaned, ending set by kind)."""

    kind: FileKind
    name: str
