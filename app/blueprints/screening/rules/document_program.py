"""A program of its own, run by `documents` with a document as its input: prints its text, a page to a line of JSON.

    {"page": 3, "of": 50, "text": "..."}     a page, or a part of one; page 0: headers, notes and comments
    {"end": ""}                              or "encrypted", "broken", "too_long"

It may take neither much memory nor much time, writes no file, and imports nothing of the site: whatever a document does
to its reader ends here.
"""

import io
import json
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile

MOST_UNPACKED = 60_000_000
PIECE = 50_000  # characters of one line
AROUND = 0
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = (f"{W}t", f"{W}delText", f"{W}instrText")
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
WORD_AROUND = re.compile(r"/word/(header|footer|comments|footnotes|endnotes)\d*\.xml$")
SHEET_NOTES = re.compile(r"^xl/(.*/)?(threaded)?comments?\d*\.xml$", re.IGNORECASE)
ODF = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ELEVEN = "0" * 11  # a number shown with eleven digits has lost its first zero where it is stored
Pages = Iterator[tuple[int, int | None, str]]


class Ends(Exception):
    """Why there is no more."""


def read_pdf(content: bytes) -> Pages:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Ends("encrypted" if locked else "broken") from None
    total = len(document)
    for number in range(total):
        try:
            page = document[number]
            text = page.get_textpage()
            said = "\n".join([text.get_text_range(), *_pdf_notes(pypdfium2.raw, page)])
            text.close()
            page.close()
        except pypdfium2.PdfiumError:
            raise Ends("broken") from None
        yield number + 1, total, said


def _pdf_notes(raw: Any, page: Any) -> Iterator[str]:
    """What is written in comments and in the fields of a form."""
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, number)
        for key in (b"Contents", b"V"):
            size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            if 2 < size < PIECE:
                room = (raw.FPDF_WCHAR * (size // 2))()
                raw.FPDFAnnot_GetStringValue(note, key, room, size)
                yield bytes(room).decode("utf-16-le", "replace").rstrip("\0")
        raw.FPDFPage_CloseAnnot(note)


def read_docx(content: bytes) -> Pages:
    """Pages as Word broke them when it last saved; what was struck out and is still in the file is read too."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml import etree  # type: ignore[import-untyped]

    _check_size(content)
    try:
        document = docx.Document(io.BytesIO(content))
        pages = ["".join(page) for page in _word_pages(etree, document.element.body)]
        others = [part for part in document.part.package.iter_parts() if WORD_AROUND.search(str(part.partname))]
        around = ["".join(page) for part in others for page in _word_pages(etree, etree.fromstring(part.blob))]
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, AttributeError, etree.LxmlError):
        raise Ends("broken") from None
    for text in around:
        yield AROUND, len(pages), text
    for number, text in enumerate(pages, 1):
        yield number, len(pages), text


def _word_pages(etree: Any, root: Any) -> Iterator[list[str]]:
    said: list[str] = []
    fallen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag
        if name == FALLBACK:  # the same once more, for older programs
            fallen += 1 if event == "start" else -1
        if fallen or not isinstance(name, str):
            continue
        if event == "end":
            said += ["\n"] if name == f"{W}p" else []
        elif name in WORDS:
            said.append(element.text or "")
        elif name == f"{W}lastRenderedPageBreak" or element.get(f"{W}type") == "page":
            if "".join(said).strip():  # a break that Word was told of stands beside the one that it made
                yield said
            said = []
        else:
            said.append(SIGNS.get(name, ""))
    yield said


def read_xlsx(content: bytes) -> Pages:
    """Sheets with their names, the hidden ones too; formulas by what they last came to; notes on cells."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _check_size(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = book.sheetnames
        yield AROUND, len(sheets), _sheet_notes(content)
        for number, name in enumerate(sheets, 1):
            yield number, len(sheets), f"{name}\n"
            sheet = book[name]
            if not hasattr(sheet, "reset_dimensions"):
                continue  # a sheet that is a chart
            sheet.reset_dimensions()  # what it says of its own size need not be so
            for row in sheet.iter_rows():
                if cells := [shown for cell in row if (shown := _cell(cell))]:
                    yield number, len(sheets), " | ".join(cells) + "\n"
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, AttributeError, SyntaxError, IndexError):
        raise Ends("broken") from None


def _cell(cell: Any) -> str:
    value = cell.value
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:  # noqa: PLR0124 - not a number
        return ""
    if abs(value) < 1e15 and value == int(value):
        digits = str(int(value))
        return digits.zfill(11) if re.sub(r"[^0]", "", cell.number_format or "") == ELEVEN else digits
    return str(value)


def _sheet_notes(content: bytes) -> str:
    with ZipFile(io.BytesIO(content)) as package:
        return "\n".join(_xml_text(package.read(name)) for name in package.namelist() if SHEET_NOTES.match(name))


def read_odt(content: bytes) -> Pages:
    """OpenDocument text does not say where its pages break."""
    from xml.etree.ElementTree import ParseError

    _check_size(content)
    try:
        with ZipFile(io.BytesIO(content)) as package:
            yield AROUND, 1, _xml_text(package.read("styles.xml")) if "styles.xml" in package.namelist() else ""
            yield 1, 1, _xml_text(package.read("content.xml"))
    except (BadZipFile, KeyError, ParseError, NotImplementedError, RuntimeError):
        raise Ends("broken") from None


def _xml_text(content: bytes) -> str:
    """All text in order; a paragraph to a line."""
    from xml.etree.ElementTree import iterparse

    said: list[str] = []
    for _event, element in iterparse(io.BytesIO(content)):  # noqa: S314 - nothing is fetched, and memory is limited
        if element.tag in (f"{ODF}tab", f"{ODF}s"):
            element.text = " "
        elif element.tag.rpartition("}")[2] in ("p", "h", "comment", "threadedComment"):
            said.append("".join(element.itertext()) + "\n")
            element.clear()
    return "".join(said)


def read_text(content: bytes) -> Pages:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeError:
        text = content.decode("cp1252", "replace")
    yield 1, 1, text


def _check_size(content: bytes) -> None:
    """What unpacks to more than a person could have written is not unpacked."""
    try:
        with ZipFile(io.BytesIO(content)) as package:
            unpacked = sum(member.file_size for member in package.infolist())
    except (BadZipFile, ValueError, NotImplementedError):
        raise Ends("broken") from None
    if unpacked > MOST_UNPACKED:
        raise Ends("too_long")


READERS: dict[str, Callable[[bytes], Pages]] = {
    "pdf": read_pdf, "docx": read_docx, "xlsx": read_xlsx, "odt": read_odt, "txt": read_text, "csv": read_text,
}  # fmt: skip


def in_pieces(pages: Pages) -> Pages:
    """Small parts of a page together, and none longer than a line may be; parted between lines, where there are any."""
    held, number, of = "", None, None
    for page, total, text in pages:
        if number is not None and page != number:
            yield number, of, held
            held = ""
        held, number, of = held + text, page, total
        while len(held) > PIECE:
            cut = held.rfind("\n", 0, PIECE) + 1 or PIECE
            yield page, total, held[:cut]
            held = held[cut:]
    if number is not None:
        yield number, of, held


def say(**line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def read(kind: str, content: bytes, most_pages: int, most_characters: int) -> str:
    """Say all pages; why it ended before the last, or ""."""
    characters = 0
    try:
        for page, of, text in in_pieces(READERS[kind](content)):
            characters += len(text)
            if page > most_pages or characters > most_characters:
                return "too_long"
            say(page=page, of=of, text=text)
    except Ends as why:
        return str(why)
    except (MemoryError, RecursionError):
        return "too_long"
    return ""


def main() -> int:
    kind = sys.argv[1]
    most_pages, most_characters, seconds, memory = (int(limit) for limit in sys.argv[2:6])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    say(end=read(kind, sys.stdin.buffer.read(), most_pages, most_characters))
    return 0


if __name__ == "__main__":
    sys.exit(main())
