"""Word, Excel and OpenDocument without their authors: of the document, of comments, and of tracked changes.

What is taken out is cut from the bytes where the reader of XML says that it stands; all else stays as it was written.
"""

import io
import re
from collections.abc import Callable
from typing import BinaryIO
from xml.parsers import expat
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from app.blueprints.attachments.rules.picture_facts import bare_jpeg, bare_png

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say: when each part was saved is nobody's business
# By the names themselves: the formats put them in several spaces and parts.
PEOPLE = frozenset({"author", "initials", "userName", "userId", "displayName", "refreshedBy", "lastModifiedBy"})
PLACES = frozenset({"url"})  # of `absPath`: the folder on the author's own disk
SAID = frozenset(
    {
        "creator", "lastModifiedBy", "Manager", "Company", "HyperlinkBase", "Template", "contributor", "publisher",
        "initial-creator", "printed-by", "creator-initials", "sender-initials", "author", "user-defined", "lpwstr",
        "generator", "Application", "AppVersion",
    }
)  # fmt: skip
_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_FACT = re.compile(rb"""(\s+(?:[^\s=/>:]+:)?([^\s=/>:]+)\s*=\s*)("[^"]*"|'[^']*')""")
_PICTURES: dict[str, Callable[[bytes], bytes]] = {
    ".png": bare_png, ".jpg": bare_jpeg, ".jpeg": bare_jpeg, ".jpe": bare_jpeg,
}  # fmt: skip


def without_authors(file: BinaryIO) -> bytes:
    """The package again, part for part and in the same order, with nobody's name beside its texts."""
    made = io.BytesIO()
    with ZipFile(file) as package, ZipFile(made, "w") as bare:
        for member in package.infolist():
            part = ZipInfo(member.filename, FIRST_DAY)
            part.compress_type = ZIP_STORED if member.compress_type == ZIP_STORED else member.compress_type
            bare.writestr(part, _bare(member.filename.lower(), package.read(member)))
    return made.getvalue()


def _bare(name: str, data: bytes) -> bytes:
    if name.endswith(".xml"):
        return _blanked(_as_utf8(data))
    ending = name[name.rfind(".") :]
    is_picture = data.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff"))
    return _PICTURES[ending](data) if ending in _PICTURES and is_picture else data


def _as_utf8(data: bytes) -> bytes:
    """Office writes UTF-8. What says UTF-16 is written so too, and then says what it is."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data
    text = data.decode("utf-16")
    return re.sub(r"^<\?xml[^>]*\?>", '<?xml version="1.0" encoding="UTF-8"?>', text).encode()


def _blanked(data: bytes) -> bytes:
    """XML with the texts of `SAID` and the attributes of `PEOPLE` emptied."""
    cuts: list[tuple[int, int, bytes]] = []
    inside: list[int | None] = []
    reader = expat.ParserCreate(namespace_separator=" ")

    def start(element: str, facts: dict[str, str]) -> None:
        place, name = reader.CurrentByteIndex, element.rpartition(" ")[2]
        tag = _TAG.match(data, place)
        unwanted = PEOPLE | PLACES if name == "absPath" else PEOPLE
        if tag and any(fact.rpartition(" ")[2] in unwanted for fact in facts):
            cuts.append((place, tag.end(), _FACT.sub(lambda fact: _emptied(fact, unwanted), tag[0])))
        is_said = name in SAID and tag is not None and not tag[0].endswith(b"/>")
        inside.append(tag.end() if is_said and tag else None)

    def end(element: str) -> None:
        begun = inside.pop()
        if begun is not None and begun < reader.CurrentByteIndex:
            cuts.append((begun, reader.CurrentByteIndex, b""))

    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.Parse(data, True)  # noqa: FBT003 - expat takes it by place
    kept, place = [], 0
    for begins, ends, instead in sorted(cuts):
        if begins >= place:  # what lies within what is gone is gone with it
            kept += [data[place:begins], instead]
            place = ends
    return b"".join([*kept, data[place:]])


def _emptied(fact: re.Match[bytes], unwanted: frozenset[str]) -> bytes:
    return fact[1] + b'""' if fact[2].decode("utf-8", "replace") in unwanted else fact[0]
