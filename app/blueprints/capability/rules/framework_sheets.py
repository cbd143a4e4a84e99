"""A framework read from the sheets of a workbook, row by row; every fault with its sheet and row.

A formula is a fault, never a value, and how far a sheet goes is for its rows to show.
"""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from app.blueprints.capability.rules.framework_packages import package_fault
from app.blueprints.capability.rules.framework_workbooks import HEADING
from app.blueprints.capability.rules.frameworks import DIMENSION_CODE, FAULTY, Path, at_most, framework_faults, shown
from app.blueprints.capability.terms import LANGUAGES, LEVELS, MOST_ROWS, SHEETS, TEXTS, Fault, Reading

MOST_COLUMNS = 40
MOST_BLANK_ROWS = 20_000
NUMBERS = {"version", "position", "level"}
CARRIAGE_RETURN = re.compile(r"\r\n?|_x000D_\n?")  # the second is how Excel writes one


def from_workbook(content: bytes) -> Reading:
    """Read a framework from a workbook, or tell every fault with its sheet and row."""
    if fault := package_fault(content):
        return Reading(data=None, faults=(fault,))
    reader = _Reader()
    try:
        # openpyxl warns of what it does not know in a workbook; none of that matters here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            try:
                data = reader.read(book)
            finally:
                book.close()
    except Exception:  # noqa: BLE001 - a workbook can be broken in more ways than openpyxl has names for
        return Reading(data=None, faults=(Fault("", "not_a_workbook"),))
    faults = sorted(
        [*reader.faults, *framework_faults(data, reader.place)],
        key=lambda fault: (list(SHEETS).index(fault.sheet) if fault.sheet in SHEETS else -1, fault.row or 0),
    )
    return Reading(data=None, faults=at_most(faults)) if faults else Reading(data=data)


@dataclass(frozen=True)
class _Row:
    """A row with something in it: by column text, a whole number, None for empty, or FAULTY."""

    number: int
    cells: dict[str, Any]

    def texts(self, prefix: str = "") -> dict[str, Any]:
        found = {language: self.cells[prefix + language] for language in LANGUAGES}
        return {language: text for language, text in found.items() if text is not None}


@dataclass
class _Reader:
    """Makes a framework of the sheets, remembers where each part of it stood, and notes what is wrong with the form."""

    faults: list[Fault] = field(default_factory=list)
    places: dict[Path, tuple[str, int | None, str]] = field(default_factory=dict)

    def place(self, path: Path) -> tuple[str, int | None, str]:
        """Where the part of the framework stands; a part that is not there is looked for where it belongs."""
        for length in range(len(path), 0, -1):
            if found := self.places.get(path[:length]):
                sheet, row, column = found
                rest = (step for step in path[length:] if isinstance(step, str))
                return sheet, row, column or "_".join(rest)
        return (str(path[0]) if path and path[0] in SHEETS else "framework"), None, ""

    def fault(self, sheet: str, row: int | None, where: str, code: str, found: Any = None) -> None:
        self.faults.append(Fault(where, code, shown(found), sheet, row))

    def read(self, book: Any) -> dict[str, Any]:
        found: dict[str, list[_Row] | None] = {}
        for name in book.sheetnames:
            if name not in SHEETS:
                self.fault(str(shown(name)), None, "", "sheet_unknown")
        for name in SHEETS:
            if name in book.sheetnames:
                found[name] = self.rows(book[name], name)
            else:
                found[name] = None
                self.fault(name, None, "", "sheet_missing")
        data = self.framework(found["framework"])
        data["scale"] = FAULTY if found["scale"] is None else self.scale(found["scale"])
        dimensions = FAULTY if found["dimensions"] is None else self.dimensions(found["dimensions"])
        data["dimensions"] = dimensions
        if dimensions is not FAULTY:
            self.levels(dimensions, found["levels"])
        return data

    def rows(self, sheet: Any, name: str) -> list[_Row] | None:
        """The rows with something in them, below the heading; None when the heading is not there."""
        sheet.reset_dimensions()  # how far the sheet goes is for its rows to show, not for it to claim
        lines = _lines(sheet)
        _number, heading = next(lines, (HEADING, ()))
        columns = self.columns(name, heading)
        if columns is None:
            return None
        rows: list[_Row] = []
        for number, cells in lines:
            if all(_is_blank(cell) for cell in cells):
                if number > MOST_BLANK_ROWS:
                    self.faults.append(Fault("", "too_many_rows", sheet=name, row=number, limit=MOST_ROWS))
                    break
                continue
            if number > MOST_ROWS + HEADING:
                self.faults.append(Fault("", "too_many_rows", sheet=name, row=number, limit=MOST_ROWS))
                break
            rows.append(self.row(name, number, cells, columns))
        return rows

    def columns(self, name: str, heading: tuple[Any, ...]) -> dict[int, str] | None:
        """Which column stands where, by what the heading says."""
        columns: dict[int, str] = {}
        for index, cell in enumerate(heading):
            if _is_blank(cell):
                continue
            text = str(cell.value).strip()
            if text not in SHEETS[name]:
                self.fault(name, HEADING, get_column_letter(index + 1), "column_unknown", text)
            elif text in columns.values():
                self.fault(name, HEADING, get_column_letter(index + 1), "column_twice", text)
            columns.setdefault(index, text)
        missing = [column for column in SHEETS[name] if column not in columns.values()]
        for column in missing:
            self.fault(name, HEADING, column, "column_missing", column)
        return columns if len(missing) < len(SHEETS[name]) else None

    def row(self, name: str, number: int, cells: tuple[Any, ...], columns: dict[int, str]) -> _Row:
        values = {column: None if column in columns.values() else FAULTY for column in SHEETS[name]}
        for index, cell in enumerate(cells):
            if _is_blank(cell):
                continue
            column = columns.get(index)
            if column is None:
                self.fault(name, number, get_column_letter(index + 1), "column_unknown", _as_text(cell.value))
            elif column in values:
                values[column] = self.cell(name, number, column, cell)
        return _Row(number, values)

    def cell(self, name: str, row: int, column: str, cell: Any) -> Any:
        """What the cell holds, as the column wants it; FAULTY when it cannot be that."""
        value, kind = cell.value, cell.data_type
        if kind in ("f", "e"):
            self.fault(name, row, column, "formula" if kind == "f" else "cell_in_error", _as_text(value))
            return FAULTY
        if column in NUMBERS:
            number = _whole(value)
            if number is None:
                self.fault(name, row, column, "not_a_whole_number", _as_text(value))
            return FAULTY if number is None else number
        if column == "valid_from" and isinstance(value, date):
            return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
        if not isinstance(value, str):
            self.fault(name, row, column, "cell_is_not_text", _as_text(value))
            return FAULTY
        return value.strip() if column in ("code", "valid_from") else CARRIAGE_RETURN.sub("\n", value)

    def framework(self, rows: list[_Row] | None) -> dict[str, Any]:
        parts = ("code", "version", "valid_from")
        if rows is None:
            return dict.fromkeys((*parts, "name"), FAULTY)
        for row in rows[1:]:
            self.fault("framework", row.number, "", "one_row_only")
        if not rows:
            self.fault("framework", None, "", "row_missing")
            return dict.fromkeys((*parts, "name"), FAULTY)
        for part in parts:
            self.places[part,] = ("framework", rows[0].number, part)
        self._name(("name",), "framework", rows[0].number, "name_")
        return {part: rows[0].cells[part] for part in parts} | {"name": rows[0].texts("name_")}

    def scale(self, rows: list[_Row]) -> list[Any]:
        scale: list[Any] = [None] * len(LEVELS)
        self.places["scale",] = ("scale", None, "")
        for row in rows:
            number = self.level("scale", row, scale)
            if number is not None:
                scale[number] = row.texts()
                self._name(("scale", number), "scale", row.number, "")
        return scale

    def dimensions(self, rows: list[_Row]) -> list[dict[str, Any]]:
        self.places["dimensions",] = ("dimensions", None, "")
        taken: set[int] = set()
        for row in rows:
            position = row.cells["position"]
            if position is None:
                self.fault("dimensions", row.number, "position", "missing")
            elif position is not FAULTY and position < 1:
                self.fault("dimensions", row.number, "position", "not_a_whole_number", position)
            elif position is not FAULTY and position in taken:
                self.fault("dimensions", row.number, "position", "position_twice", position)
            elif position is not FAULTY:
                taken.add(position)
        ordered = sorted(rows, key=lambda row: row.cells["position"] if isinstance(row.cells["position"], int) else 0)
        return [self.dimension(index, row) for index, row in enumerate(ordered)]

    def dimension(self, index: int, row: _Row) -> dict[str, Any]:
        here: Path = ("dimensions", index)
        self.places[here] = ("dimensions", row.number, "")
        self.places[*here, "code"] = ("dimensions", row.number, "code")
        for text in TEXTS:
            self._name((*here, text), "dimensions", row.number, f"{text}_")
        texts = {text: row.texts(f"{text}_") for text in TEXTS}
        return {"code": row.cells["code"], **texts, "levels": [None] * len(LEVELS)}

    def levels(self, dimensions: list[dict[str, Any]], rows: list[_Row] | None) -> None:
        """Give the dimensions their levels."""
        by_code: dict[Any, int] = {}
        for index, dimension in enumerate(dimensions):
            code = dimension["code"]
            if rows is None or not isinstance(code, str) or not DIMENSION_CODE.fullmatch(code) or code in by_code:
                dimension["levels"] = FAULTY  # there is nothing to hang levels on; what is wrong is said already
                continue
            by_code[code] = index
            self.places["dimensions", index, "levels"] = ("levels", None, code)
        for row in rows or ():
            code = row.cells["code"]
            if code is None:
                self.fault("levels", row.number, "code", "missing")
            elif code is not FAULTY and code not in by_code:
                self.fault("levels", row.number, "code", "code_unknown", code)
            elif code is not FAULTY:
                index = by_code[code]
                number = self.level("levels", row, dimensions[index]["levels"])
                if number is not None:
                    dimensions[index]["levels"][number] = row.texts()
                    self._name(("dimensions", index, "levels", number), "levels", row.number, "")

    def level(self, sheet: str, row: _Row, filled: list[Any]) -> int | None:
        """The number of the row's level, when it is one and nothing stands there yet."""
        number = row.cells["level"]
        if number is FAULTY:
            return None
        if number is None:
            self.fault(sheet, row.number, "level", "missing")
        elif number not in LEVELS:
            self.fault(sheet, row.number, "level", "level_outside", number)
        elif filled[number] is not None:
            self.fault(sheet, row.number, "level", "level_twice", number)
        else:
            return int(number)
        return None

    def _name(self, path: Path, sheet: str, row: int, prefix: str) -> None:
        self.places[path] = (sheet, row, "")
        for language in LANGUAGES:
            self.places[*path, language] = (sheet, row, prefix + language)


def _lines(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    yield from enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), HEADING)


def _is_blank(cell: Any) -> bool:
    value = cell.value
    return cell.data_type != "f" and (value is None or (isinstance(value, str) and not value.strip()))


def _whole(value: Any) -> int | None:
    """A whole number, also when it is written as text; None when it is not one."""
    if isinstance(value, str):
        text = value.strip()
        return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if value == value // 1 and abs(value) < 10**9 else None


def _as_text(value: Any) -> str:
    """A value of a cell as text; formulas over many cells are objects of openpyxl."""
    return str(getattr(value, "text", value))
