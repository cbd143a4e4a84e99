"""Plain text and CSV: characters, no markup, nothing that a spreadsheet would run."""

import codecs
import re
from typing import BinaryIO

from app.blueprints.attachments.terms import FileKind, Unacceptable

CHUNK = 1 << 16
OVERLAP = 64
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Browsers have been known to find a page in what was called text.
_MARKUP = re.compile(
    rb"<\s*(?:!doctype|!--|\?xml|\?php|html|head|body|script|svg|iframe|object|embed|img|style|meta|link|form)",
    re.IGNORECASE,
)
_FORMULA = re.compile(rb"(?:^|[;,\t\n\r])[ ]*\"?[ ]*(?:[=@]|[+-](?:[^;,\t\n\r]*\||\s*[A-Za-z][^;,\t\n\r]*\())")


def check_text(file: BinaryIO, kind: FileKind) -> None:
    """Refuse what is no text, what is a page, and a CSV with formulas."""
    file.seek(0)
    if file.read(2) == b"#!":
        raise Unacceptable("can_run")
    file.seek(0)
    is_utf_16 = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    file.seek(0)
    before = b""
    reader = codecs.getreader("utf-16")(file) if is_utf_16 else None
    try:
        while chunk := (reader.read(CHUNK).encode() if reader else file.read(CHUNK)):
            if _CONTROL.search(chunk):
                raise Unacceptable("content_disagrees")
            together = (before or b"\n") + chunk.removeprefix(codecs.BOM_UTF8)
            if _MARKUP.search(together):
                raise Unacceptable("is_a_page")
            if kind is FileKind.CSV and _FORMULA.search(together):
                raise Unacceptable("formula_in_csv")
            before = together[-OVERLAP:]
    except UnicodeError:
        raise Unacceptable("content_disagrees") from None
