"""Documents with text in them, made here: PDF by hand, Word and Excel by their own libraries."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import docx
import openpyxl
import pikepdf
from docx.enum.text import WD_BREAK

from tests.factories.attachments import odt_parts, packed

FONT = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}


def pdf_of(*pages: str, **saved: Any) -> bytes:
    """A PDF with these pages; each line of a text is a line on its page. An empty one is a picture, as it were."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        font = document.make_indirect(pikepdf.Dictionary({key: pikepdf.Name(value) for key, value in FONT.items()}))
        for text in pages:
            page = document.add_blank_page(page_size=(595, 842))
            page.Resources = pikepdf.Dictionary({"/Font": pikepdf.Dictionary({"/F1": font})})
            lines = b"".join(b"(" + _escaped(line) + b") Tj T* " for line in text.split("\n"))
            page.Contents = document.make_stream(b"BT /F1 9 Tf 11 TL 40 800 Td " + lines + b"ET")
        document.save(made, **saved)
    return made.getvalue()


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def word_of(
    *pages: str, table: Sequence[Sequence[str]] = (), header: str = "", footer: str = "", comment: str = ""
) -> bytes:
    made = io.BytesIO()
    document = docx.Document()
    paragraph = document.add_paragraph()
    for number, text in enumerate(pages):
        if number:
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        paragraph = document.add_paragraph(text)
    if table:
        cells = document.add_table(rows=len(table), cols=len(table[0]))
        for row, texts in zip(cells.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    if comment:
        document.add_comment(paragraph.runs, text=comment, author="Prøve")
    document.save(made)
    return made.getvalue()


def workbook_of(sheets: Mapping[str, Iterable[Sequence[Any]]], *, note: str = "", shown_as: str = "") -> bytes:
    """`shown_as` is the number format of all numbers, `note` stands on the first cell of the last sheet."""
    made = io.BytesIO()
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in sheet["A"] if shown_as else ():
            cell.number_format = shown_as
    if note:
        sheet["A1"].comment = openpyxl.comments.Comment(note, "Prøve")
    book.save(made)
    return made.getvalue()


def odt_of(*paragraphs: str) -> bytes:
    parts = odt_parts()
    said = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    parts["content.xml"] = str(parts["content.xml"]).replace("<office:text>", f"<office:text>{said}")
    return packed(parts)
