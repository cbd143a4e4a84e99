"""A framework as an Excel workbook: four sheets, every cell text, so that nothing is read as a sum or a date."""

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from app.blueprints.capability.terms import LANGUAGES, SHEETS, TEXTS

HEADING = 1
WIDTHS = {"code": 14, "version": 10, "valid_from": 14, "position": 10, "level": 8}
WIDE, WIDER = 30, 48


def to_workbook(data: Mapping[str, Any]) -> bytes:
    """The framework as a workbook (xlsx)."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Samhandel"
    for name, rows in sheets_of(data).items():
        _write(book, name, rows)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def sheets_of(data: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    """The rows of each sheet, without the heading. An unfinished framework (a template) has empty cells."""
    levels = [
        [dimension["code"], str(number), *_cells(text)]
        for dimension in data["dimensions"]
        for number, text in enumerate(dimension["levels"])
    ]
    return {
        "framework": [[data["code"], str(data["version"]), data["valid_from"], *_cells(data["name"])]],
        "scale": [[str(number), *_cells(text)] for number, text in enumerate(data["scale"])],
        "dimensions": [
            [str(position), dimension["code"], *(cell for text in TEXTS for cell in _cells(dimension[text]))]
            for position, dimension in enumerate(data["dimensions"], 1)
        ],
        "levels": levels,
    }


def _cells(text: Mapping[str, str]) -> list[str]:
    return [text.get(language, "") for language in LANGUAGES]


def _write(book: Any, name: str, rows: list[list[str]]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, column in enumerate(SHEETS[name], 1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = WIDTHS.get(column, WIDER if name == "levels" or column.startswith("about") else WIDE)
        dimension.number_format = "@"  # what is typed below the last row is text too
        dimension.alignment = wrapped
    for row, values in enumerate([list(SHEETS[name]), *rows], HEADING):
        for place, value in enumerate(values, 1):
            cell = sheet.cell(row, place)
            cell.value = value
            cell.data_type = "s"  # also "=1+1"
            cell.number_format = "@"
            cell.alignment = wrapped
            cell.font = Font(bold=row == HEADING)
