"""A publisher's file, read: text with separators (CSV) or a workbook (xlsx), in whatever columns the publisher uses.

Understood are the EU's CPV workbook (CODE with check digits, EN), Statistics Norway's KLASS (code; parentCode; name),
Eurostat's NUTS (NUTS_ID, NUTS_NAME), and any table with a code and names by language (`code, label_nb, label_en`).
What is wrong is told by line, never raised.
"""

import csv
import io
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.blueprints.codelists.rules.codes import parent_of, understand
from app.blueprints.codelists.terms import Entry, Kind, LineFault

MOST_BYTES, MOST_ROWS, LONGEST = 20_000_000, 50_000, 300
MOST_FAULTS = 50
_ZIP = b"PK\x03\x04"
_COLUMNS = {
    "code": ("code", "kode", "nuts_id", "nuts code", "cpv", "kommunenummer", "fylkesnummer"),
    "nb": ("label_nb", "nb", "label_no", "no", "navn", "name", "nuts_name", "nuts label", "label"),
    "nn": ("label_nn", "nn"),
    "en": ("label_en", "en"),
    "parent": ("parent", "parentcode", "parent_code"),
}

Table = Iterator[tuple[int, list[str]]]


def read(content: bytes, kind: Kind, version: str) -> tuple[list[Entry], list[LineFault]]:
    """The entries, each code once, with the code above where the file or the code itself says it; and every fault."""
    if len(content) > MOST_BYTES:
        return [], [LineFault(0, "too_large")]
    try:
        table = _sheet(content) if content.startswith(_ZIP) else _csv(content)
        _line, head = next(table, (0, []))
        columns = _columns(head)
        if "code" not in columns or not columns.keys() & {"nb", "nn", "en"}:
            return [], [LineFault(1, "no_columns", ", ".join(head)[:LONGEST])]
        entries, faults = _rows(table, columns, kind)
    except (csv.Error, BadZipFile, InvalidFileException, ValueError, KeyError, OSError) as error:
        return [], [LineFault(0, "cannot_be_read", type(error).__name__)]
    if not entries and not faults:
        faults.append(LineFault(0, "no_codes"))
    known = {entry.code for entry in entries}
    return [_placed(entry, kind, known, version) for entry in entries], faults


def _rows(table: Table, columns: dict[str, int], kind: Kind) -> tuple[list[Entry], list[LineFault]]:
    seen: dict[str, int] = {}
    entries: list[Entry] = []
    faults: list[LineFault] = []
    for line, row in table:
        if not any(row):
            continue
        cells = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        entry, fault = _entry(line, cells, kind)
        if entry and entry.code in seen:
            fault = LineFault(line, "twice", f"{entry.code}, line {seen[entry.code]}")
        if fault:
            faults.append(fault)
        elif entry:
            seen[entry.code] = line
            entries.append(entry)
        if len(entries) > MOST_ROWS or len(faults) >= MOST_FAULTS:
            faults.append(LineFault(line, "too_many"))
            break
    return entries, faults


def _entry(line: int, cells: dict[str, str], kind: Kind) -> tuple[Entry | None, LineFault | None]:
    typed = cells["code"]
    found = understand(kind, _whole(kind, typed))
    if not found.code:
        return None, LineFault(line, found.reason, f"{typed} ({found.meant})" if found.meant else typed)
    names = {lang: " ".join(cells.get(lang, "").split()) for lang in ("nb", "nn", "en")}
    if kind is Kind.NUTS and not any(names.values()):
        names["nb"] = found.code  # Eurostat leaves regions of candidate countries without a name
    if not any(names.values()):
        return None, LineFault(line, "no_name", found.code)
    if any(len(name) > LONGEST for name in names.values()):
        return None, LineFault(line, "name_too_long", found.code)
    above = understand(kind, _whole(kind, cells.get("parent", "")))
    return Entry(found.code, **names, parent=above.code), None


def _whole(kind: Kind, typed: str) -> str:
    """In a file a CPV code is whole: one cut short is a mistake there. Spreadsheets drop a leading nought."""
    if kind is Kind.CPV:
        return typed if len(typed) >= 8 else typed.zfill(8) if len(typed) == 7 and typed.isdigit() else ""
    if kind in (Kind.COUNTY, Kind.MUNICIPALITY) and typed.isdigit():
        return typed.zfill(2 if kind is Kind.COUNTY else 4)
    return typed


def _placed(entry: Entry, kind: Kind, known: set[str], version: str) -> Entry:
    """With the code above it: the file's own, if the list has it, else what the code says."""
    above = entry.parent if entry.parent in known and entry.parent != entry.code else None
    above = above or parent_of(kind, entry.code, known, version)
    return Entry(entry.code, entry.nb, entry.nn, entry.en, above)


def _columns(head: list[str]) -> dict[str, int]:
    """Where each thing stands: by the first of its names that the head has."""
    heads = {title.strip().casefold(): at for at, title in reversed(list(enumerate(head)))}
    found = {
        name: next((heads[title] for title in titles if title in heads), None) for name, titles in _COLUMNS.items()
    }
    return {name: at for name, at in found.items() if at is not None}


def _csv(content: bytes) -> Table:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")  # as Statistics Norway's files come
    first = text.partition("\n")[0]
    separator = max(";,\t|", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    for row in rows:
        yield rows.line_num, [cell.strip() for cell in row]


def _sheet(content: bytes) -> Table:
    book: Any = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        for line, row in enumerate(book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 2), 1):
            yield line, ["" if cell is None else str(cell).strip() for cell in row[:60]]
    finally:
        book.close()
