"""Word, Excel and OpenDocument: packages of XML, without macros, objects, or anything fetched from elsewhere."""

import re
from collections.abc import Callable, Iterable
from typing import BinaryIO
from xml.parsers import expat

from app.blueprints.attachments.rules.packed import parts
from app.blueprints.attachments.terms import CONTENT_TYPES, FileKind, Unacceptable

# Where a package says what it is: the type of its main part. Documents with macros, and templates, have other types.
MAIN = {
    CONTENT_TYPES[FileKind.DOCX] + ".main+xml": FileKind.DOCX,
    CONTENT_TYPES[FileKind.XLSX] + ".main+xml": FileKind.XLSX,
}
CONTENT_LIST = "[Content_Types].xml"
ODF_TYPE = CONTENT_TYPES[FileKind.ODT].encode()
RUNS = re.compile(
    r"vbaproject|vbadata|activex|macrosheets|dialogsheets|/ctrlprops/|customui|webextensions/|oleobject|^basic/|^scripts/|\.(bin|exe|dll|js|vbs|jar)$"
)
HARMLESS_BINARY = re.compile(r"^xl/printersettings/printersettings\d+\.bin$")
CARRIES = re.compile(r"/embeddings/")
FETCHES = re.compile(r"^xl/connections\.xml$|^xl/querytables/")
LONGEST_MIMETYPE = 200
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF_RUNS = frozenset(
    {
        f"{ODF}script:1.0 event-listener",
        f"{ODF}drawing:1.0 applet",
        f"{ODF}drawing:1.0 plugin",
        f"{ODF}office:1.0 dde-source",
    }
)
ODF_LINKS = frozenset({f"{ODF}text:1.0 a", f"{ODF}drawing:1.0 a"})
HREF = "http://www.w3.org/1999/xlink href"
DDE = re.compile(rb"\bDDEAUTO\b|<(?:\w+:)?ddeLink\b")
ASKS_THE_WEB = re.compile(rb"\bWEBSERVICE\(")
Attributes = dict[str, str]
See = Callable[[str, Attributes], None]


def office_kind(file: BinaryIO) -> FileKind | None:
    """What kind of package this is, once all of it has been looked through; None for any other zip."""
    kinds: set[FileKind] = set()
    has_mimetype = False
    for number, part in enumerate(parts(file)):
        name = part.name.lower()
        _check_name(name)
        if number == 0 and name == "mimetype":
            has_mimetype = b"".join(part.pieces)[:LONGEST_MIMETYPE] == ODF_TYPE
            continue
        if part.name == CONTENT_LIST:
            read_xml(part.pieces, lambda element, facts: _note_kind(kinds, element, facts))
        elif name.endswith(".rels"):
            read_xml(part.pieces, _check_relation)
        elif name == "meta-inf/manifest.xml":
            read_xml(part.pieces, _check_manifest)
        elif name.endswith(".xml"):
            read_xml(part.pieces, _check_odf if has_mimetype else None)
        else:
            for _ in part.pieces:
                pass
    if has_mimetype:
        return None if kinds else FileKind.ODT
    return kinds.pop() if len(kinds) == 1 else None


def _check_name(name: str) -> None:
    if CARRIES.search(name):
        raise Unacceptable("holds_files")
    if FETCHES.search(name):
        raise Unacceptable("fetches")
    if RUNS.search(name) and not HARMLESS_BINARY.match(name):
        raise Unacceptable("can_run")


def read_xml(pieces: Iterable[bytes], see: See | None = None) -> None:
    """Read XML to its end, showing `see` each element (namespace, space, name) with its attributes."""
    reader = expat.ParserCreate(namespace_separator=" ")
    reader.StartDoctypeDeclHandler = _refuse_doctype
    reader.StartElementHandler = see
    before = b""
    try:
        for piece in pieces:
            if DDE.search(before + piece):
                raise Unacceptable("can_run")
            if ASKS_THE_WEB.search(before + piece):
                raise Unacceptable("fetches")
            before = piece[-32:]
            reader.Parse(piece, False)  # noqa: FBT003 - expat takes it by place
        reader.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError:
        raise Unacceptable("broken") from None


def _refuse_doctype(*declared: object) -> None:
    raise Unacceptable("broken")


def _note_kind(kinds: set[FileKind], element: str, facts: Attributes) -> None:
    stated = facts.get("ContentType", "")
    if "macroEnabled" in stated or "vbaProject" in stated or "activeX" in stated:
        raise Unacceptable("can_run")
    if stated in MAIN:
        kinds.add(MAIN[stated])


def _check_relation(element: str, facts: Attributes) -> None:
    """A link is for a reader to follow; anything else from outside would be fetched when the document is opened."""
    kind = facts.get("Type", "").rpartition("/")[2].lower()
    if kind in ("vbaproject", "activexcontrol", "activexcontrolbinary", "control"):
        raise Unacceptable("can_run")
    if kind in ("oleobject", "package", "afchunk"):
        raise Unacceptable("holds_files")
    if facts.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
        raise Unacceptable("fetches")


def _check_manifest(element: str, facts: Attributes) -> None:
    if element.endswith(" encryption-data"):
        raise Unacceptable("encrypted")


def _check_odf(element: str, facts: Attributes) -> None:
    if element in ODF_RUNS:
        raise Unacceptable("can_run")
    target = facts.get(HREF, "")
    if element not in ODF_LINKS and (":" in target or target.startswith(("/", "../", "\\"))):
        raise Unacceptable("fetches")
