"""Workbooks for others' spreadsheets (XLSX): what people wrote stays text, whatever it begins with.

A cell is text, a number, a day, or empty; nothing is ever a formula. Heads are frozen and can be filtered.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters that Excel takes in a cell
DAY = "yyyy-mm-dd"
KRONER = "#,##0"
HOURS = "#,##0.##"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAME = re.compile(r"[\[\]:*?/\\']")

Cell = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    """`width` is in characters; `format` is Excel's, for numbers and days."""

    head: str
    width: int = 16
    format: str = ""


def workbook(name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, filtered: bool = True) -> bytes:
    """One sheet called `name`, as a file; without the filter in its heads where rows are not to be ranked."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = _NAME.sub(" ", name)[:31].strip() or "1"
    for number, column in enumerate(columns, 1):
        head = _write(sheet.cell(1, number), column.head)
        head.font, head.alignment = Font(bold=True), Alignment(vertical="top", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for line, row in enumerate(rows, 2):
        for number, (column, value) in enumerate(zip(columns, row, strict=True), 1):
            cell = _write(sheet.cell(line, number), value)
            cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
            if column.format and value is not None and not isinstance(value, str):
                cell.number_format = column.format
    sheet.freeze_panes = "A2"
    if filtered:
        sheet.auto_filter.ref = sheet.dimensions
    file = BytesIO()
    book.save(file)
    return _packed(file)


def _packed(file: BytesIO) -> bytes:
    """The same parts without the moment at which each was packed: the same rows at the same time are the same bytes."""
    again = BytesIO()
    with ZipFile(file) as parts, ZipFile(again, "w", ZIP_DEFLATED) as packed:
        for part in parts.infolist():
            packed.writestr(ZipInfo(part.filename), parts.read(part), ZIP_DEFLATED)
    return again.getvalue()


def _write(cell: Any, value: Cell) -> Any:
    """Text is put in past the library, which would take "=1+1" for a formula."""
    if isinstance(value, str):
        cell.value = _UNFIT.sub("", value)[:LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = False
    else:
        cell.value = value
    return cell
