"""What comes in with a document: a file or a text, never both."""

from dataclasses import dataclass
from datetime import date
from typing import BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDraft:
    """`source`: who wrote it and where it stands, where that is not the host itself. `written_on`: its own date."""

    title: str
    lang: str
    source: str = ""
    written_on: date | None = None
    body: str = ""
    name: str = ""
    upload: BinaryIO | None = None
