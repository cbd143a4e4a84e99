"""Who wrote a file, where and with what, taken out of it: for a file that others will open than those who sent it.

Only for files that `look_through` has passed. What one reads on the page stays: a name in the text is the text.
"""

import io
from typing import BinaryIO

from app.blueprints.attachments.rules.office_authors import without_authors
from app.blueprints.attachments.rules.pdfs import strip_pdf
from app.blueprints.attachments.rules.picture_facts import bare_jpeg, bare_png
from app.blueprints.attachments.terms import FileKind


def strip(file: BinaryIO, kind: FileKind) -> BinaryIO:
    """The same file without its metadata, from its beginning; text and CSV have none, and are given back."""
    file.seek(0)
    if kind in (FileKind.TXT, FileKind.CSV):
        return file
    if kind is FileKind.PDF:
        return io.BytesIO(strip_pdf(file))
    if kind is FileKind.PNG:
        return io.BytesIO(bare_png(file.read()))
    if kind is FileKind.JPEG:
        return io.BytesIO(bare_jpeg(file.read()))
    return io.BytesIO(without_authors(file))
