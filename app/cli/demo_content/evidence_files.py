"""The documents of the demo, drawn when it is made: one page each that says what it is. Nothing is copied from anywhere."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

INVENTED = {
    "nb": "Oppdiktet dokument fra demonstrasjonen av Samhandel. Det gjelder ingen og ingenting.",
    "nn": "Oppdikta dokument frå demonstrasjonen av Samhandel. Det gjeld ingen og ingenting.",
    "en": "An invented document from the demonstration of Samhandel. It is about nobody and nothing.",
}
A4 = (595, 842)  # points
MARGIN, TOP, LEADING = 62, 770, 17
LINE = 86  # characters of the body's size that fit between the margins
PHOTO = (1000, 640)  # pixels
SOME_DAY = datetime(2024, 1, 1, tzinfo=UTC)  # in what would otherwise hold the time of making: the same file every time


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A document ready to be taken in: `name` as whoever scanned it might have called it."""

    name: str
    data: bytes


def pdf(name: str, lang: str, head: str, title: str, lines: Sequence[str]) -> Drawn:
    """One page in a font that every reader of PDF has: who wrote it, what it is, and what it says."""
    import pikepdf

    document = pikepdf.new()
    fonts = pikepdf.Dictionary(
        {
            f"/{key}": pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name(f"/{base}"),
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
            for key, base in (("F", "Helvetica"), ("B", "Helvetica-Bold"))
        }
    )
    page = document.add_blank_page(page_size=A4)
    page.Resources = pikepdf.Dictionary(Font=fonts)
    page.Contents = document.make_stream(b"\n".join(_drawing(lang, head, title, lines)))
    document.Root.Lang = pikepdf.String(lang)
    document.docinfo["/Title"] = title
    return Drawn(name=f"{name}.pdf", data=_saved(document))


def _saved(document: "pikepdf.Pdf") -> bytes:  # type: ignore[name-defined] # noqa: F821
    out = io.BytesIO()
    document.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()


def _drawing(lang: str, head: str, title: str, lines: Sequence[str]) -> list[bytes]:
    y = TOP
    drawn = [b"0.25 g", _text("F", 11, y, head), b"0 g"]
    y -= 2 * LEADING
    for part in wrapped(title, LINE * 11 // 17):
        drawn.append(_text("B", 17, y, part))
        y -= LEADING + 5
    drawn.append(f"0.6 w 0.45 G {MARGIN} {y + 6} m {A4[0] - MARGIN} {y + 6} l S".encode())
    y -= LEADING
    for line in lines:
        for part in wrapped(line, LINE):
            drawn.append(_text("F", 11, y, part))
            y -= LEADING
        y -= 5
    return [*drawn, b"0.35 g", _text("F", 8, MARGIN, INVENTED[lang])]


def _text(font: str, size: int, y: int, words: str) -> bytes:
    body = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return f"BT /{font} {size} Tf {MARGIN} {y} Td (".encode() + body + b") Tj ET"


def wrapped(words: str, most: int) -> list[str]:
    """Lines of so many characters at most."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def workbook(name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Drawn:
    """One sheet: a title, the columns, and what was noted."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append([title])
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    for cell in (sheet["A1"], *sheet[2]):
        cell.font = Font(bold=True)
    for column, heading in zip("ABCDEFGH", heads, strict=False):
        longest = max(len(str(row[ord(column) - 65])) for row in [heads, *rows])
        sheet.column_dimensions[column].width = max(12, min(60, longest + 2), len(heading) + 2)
    sheet.freeze_panes = "A3"
    book.properties.creator = "Samhandel"
    book.properties.created = book.properties.modified = SOME_DAY.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return Drawn(name=f"{name}.xlsx", data=_undated(out.getvalue()))


def _undated(data: bytes) -> bytes:
    """The same package with one date on all its parts."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as package, ZipFile(out, "w", ZIP_DEFLATED) as again:
        for part in package.infolist():
            body = package.read(part)
            if part.filename == "docProps/core.xml":  # the time of saving
                body = _FIXED_CORE
            again.writestr(ZipInfo(part.filename, SOME_DAY.timetuple()[:6]), body, ZIP_DEFLATED)
    return out.getvalue()


_FIXED_CORE = (
    b'<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties'
    b' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    b' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Samhandel</dc:creator></cp:coreProperties>'
)


def photo(name: str, lang: str, head: str, title: str, lines: Sequence[str]) -> Drawn:
    """A document that somebody held under the telephone: paper on a table, a little grey."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGB", PHOTO, (121, 104, 84))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 45, 945, 600), fill=(238, 235, 226), outline=(190, 185, 172), width=3)
    large, small, least = (ImageFont.load_default(size) for size in (38, 24, 17))
    draw.text((105, 80), head, font=small, fill=(80, 80, 80))
    draw.text((105, 130), title, font=large, fill=(25, 25, 25))
    for place, line in enumerate(lines):
        draw.text((105, 215 + 44 * place), line, font=small, fill=(45, 45, 45))
    draw.text((105, 560), INVENTED[lang], font=least, fill=(110, 110, 110))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False)
    return Drawn(name=f"{name}.png", data=out.getvalue())
