"""Look through a file: its kind by its content, on the list, and agreeing with its name; then what is inside."""

from typing import BinaryIO
from zipfile import is_zipfile

from app.blueprints.attachments.rules import names
from app.blueprints.attachments.rules.office import office_kind
from app.blueprints.attachments.rules.pdfs import check_pdf
from app.blueprints.attachments.rules.pictures import check_picture
from app.blueprints.attachments.rules.texts import check_text
from app.blueprints.attachments.terms import ENDINGS, FileKind, Looked, Unacceptable

HEAD = 1024  # a PDF reader looks this far for a PDF's beginning
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
SIGNATURES = {
    b"%PDF-": FileKind.PDF,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
    b"\xff\xd8\xff": FileKind.JPEG,
}
PACKED = b"PK\x03\x04"
BY_ENDING = {ending: kind for kind, endings in ENDINGS.items() for ending in endings}
TEXTS = (FileKind.TXT, FileKind.CSV)
MACROS = frozenset({"docm", "xlsm", "dotm", "xltm", "xlam", "xlsb", "pptm"})


def look_through(file: BinaryIO, name: str) -> Looked:
    """What `file` is and is to be called, or `Unacceptable`. Reads it several times and keeps no more than pieces."""
    file.seek(0)
    head = file.read(HEAD)
    claimed = _claimed(name, head)
    kind = _kind(file, head, claimed)
    if kind is not claimed and not (kind is None and claimed in TEXTS):
        raise Unacceptable("content_disagrees")
    _refuse_two_at_once(file, head, claimed)
    if claimed is FileKind.PDF:
        check_pdf(file)
    elif claimed in (FileKind.PNG, FileKind.JPEG):
        check_picture(file, claimed)
    elif claimed in TEXTS:
        check_text(file, claimed)
    return Looked(claimed, names.shown(name, claimed))


def _claimed(name: str, head: bytes) -> FileKind:
    """The kind that the name's ending says, if it is one that we take."""
    ending = names.ending(name)
    if ending in BY_ENDING:
        return BY_ENDING[ending]
    if ending in MACROS:
        raise Unacceptable("can_run")
    raise Unacceptable("kind_not_accepted" if ending else "no_ending")


def _kind(file: BinaryIO, head: bytes, claimed: FileKind) -> FileKind | None:
    """The kind by the content; None for what has no mark of its own, as text."""
    if head.startswith(PACKED):
        return office_kind(file)
    if head.startswith(OLE):
        raise Unacceptable("encrypted" if _is_locked(file) else "content_disagrees")
    if claimed in TEXTS and head.startswith((b"MZ", b"\x7fELF")):
        raise Unacceptable("content_disagrees")
    return next((kind for mark, kind in SIGNATURES.items() if head.startswith(mark)), None)


def _is_locked(file: BinaryIO) -> bool:
    """Word and Excel keep a document with a password in another kind of package, which names what it holds."""
    file.seek(0)
    before = b""
    while piece := file.read(1 << 16):
        if LOCKED in before + piece:
            return True
        before = piece[-len(LOCKED) :]
    return False


def _refuse_two_at_once(file: BinaryIO, head: bytes, kind: FileKind) -> None:
    """A file that is two kinds, by who reads it, is looked through as one and opened as the other."""
    is_office = kind in (FileKind.DOCX, FileKind.XLSX, FileKind.ODT)
    if (not is_office and is_zipfile(file)) or (kind is not FileKind.PDF and b"%PDF-" in head):
        raise Unacceptable("two_kinds")
