"""A program of its own, run by `pdfs` with a PDF as its input: prints the PDF again, without who made it and how.

Within the same limits as `pdf_program`, and only for what that has passed. Like it, this imports nothing of the site.
"""

import io
import resource
import sys
from typing import Any

MOST_MEMORY = 1 << 30
MOST_SECONDS = 20
FACTS = ("/Metadata", "/PieceInfo", "/LastModified")


def strip(data: bytes) -> bytes:
    """Title and author, the XMP of every object, the notes of programs, and the names on comments."""
    import pikepdf

    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False, suppress_warnings=True) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                _strip_object(thing)
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        document.save(made, deterministic_id=True)
    return made.getvalue()


def _strip_object(thing: Any) -> None:
    for name in FACTS:
        if name in thing:
            del thing[name]
    annotations = thing.get("/Annots")
    for each in annotations if annotations is not None and hasattr(annotations, "__iter__") else ():
        _strip_comment(each)
    if "/Rect" in thing:
        _strip_comment(thing)


def _strip_comment(annotation: Any) -> None:
    """`/T` is who wrote a comment; in a form it is the name of the field, and stays."""
    if annotation.get("/Subtype") != "/Widget" and "/T" in annotation:
        del annotation["/T"]


def main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.buffer.write(strip(sys.stdin.buffer.read()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
