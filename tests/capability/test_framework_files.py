"""A framework goes out as JSON and as a workbook and comes back the same; a faulty file is answered fault by fault."""

import copy
import io
import json
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.blueprints.capability import rules
from app.blueprints.capability.rules.frameworks import NOT_TEXT
from app.blueprints.capability.terms import MOST_CHARACTERS
from config import ROOT

FILE = (ROOT / "app/blueprints/capability/framework/default.json").read_text(encoding="utf-8")
DEFAULT = json.loads(FILE)


def faults(content) -> list[tuple]:
    """(sheet, row, where, code) of every fault."""
    reading = rules.read_framework(content if isinstance(content, bytes) else json.dumps(content).encode())
    assert (reading.data is None) == bool(reading.faults)
    return [(fault.sheet, fault.row, fault.where, fault.code) for fault in reading.faults]


def broken(change) -> dict:
    data = copy.deepcopy(DEFAULT)
    change(data)
    return data


def workbook(change=lambda book: None, data=DEFAULT) -> bytes:
    """The framework as a workbook that somebody then opened, changed and saved."""
    book = openpyxl.load_workbook(io.BytesIO(rules.to_workbook(data)))
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()


def with_member(content: bytes, name: str, change) -> bytes:
    """The workbook with one part of its archive replaced by what `change` makes of it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            inner = old.read(member)
            new.writestr(member, change(inner) if member == name else inner)
    return made.getvalue()


# ---- lossless ----------------------------------------------------------------------------------------------------


def test_the_default_goes_out_and_comes_back_in_both_shapes():
    assert rules.read_framework(FILE.encode()).data == DEFAULT
    assert rules.read_framework(rules.to_json(DEFAULT).encode()).data == DEFAULT
    assert rules.read_framework(rules.to_workbook(DEFAULT)).data == DEFAULT


ODD = st.sampled_from(
    ["=1+1", '=HYPERLINK("http://x")', "+47", "-1", "@SUM(A1)", "'=x", '"', "a\nb", "\n\nx\n", "\tx\t", " x ", "\u00a0x\u00a0",
     "😀👩‍🔧", "0012", "1e5", "TRUE", "#N/A", "<b>&amp;</b>", "]]>", "e\u0301", "\u2028x", "2024-01-01", "_x", "x005F", "æøåÆØÅ"]
)  # fmt: skip


def legal(most):
    seen = st.characters(
        exclude_categories=("Cs", "Cc", "Cn"),
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    )
    words = st.text(seen | st.sampled_from("\t\n"), min_size=1, max_size=min(most, 30)) | ODD | st.just("å" * most)
    return words.map(lambda text: text if text.strip() else text + "x").filter(lambda text: not NOT_TEXT.search(text))


def in_three(most):
    return st.fixed_dictionaries({"nb": legal(most), "nn": legal(most), "en": legal(most)})


def six(most):
    return st.lists(in_three(most), min_size=6, max_size=6)


CODE = st.from_regex(r"[A-Z][A-Z0-9]{0,9}", fullmatch=True)
FRAMEWORKS = st.fixed_dictionaries(
    {
        "code": st.from_regex(r"[a-z][a-z0-9-]{0,39}", fullmatch=True),
        "version": st.integers(1, 9_999),
        "valid_from": st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(str),
        "name": in_three(MOST_CHARACTERS["name"]),
        "scale": six(MOST_CHARACTERS["scale"]),
        "dimensions": st.lists(
            st.fixed_dictionaries(
                {
                    "code": CODE,
                    "name": in_three(MOST_CHARACTERS["name"]),
                    "short_name": in_three(MOST_CHARACTERS["short_name"]),
                    "about": in_three(MOST_CHARACTERS["about"]),
                    "levels": six(MOST_CHARACTERS["level"]),
                }
            ),
            min_size=1,
            max_size=3,
            unique_by=lambda dimension: dimension["code"],
        ),
    }
)
SLOW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
)  # fmt: skip


@SLOW
@given(FRAMEWORKS)
def test_whatever_a_framework_says_nothing_is_lost_from_json_to_workbook_and_back(data):
    read = rules.read_framework(rules.to_json(data).encode())
    assert read.faults == ()
    back = rules.read_framework(rules.to_workbook(read.data))
    assert back.faults == ()
    assert back.data == data
    assert rules.to_json(back.data) == rules.to_json(data)


def test_a_workbook_that_somebody_saved_again_still_says_the_same():
    data = broken(lambda data: data["dimensions"][0]["about"].update(nb="=1+1", nn=" \nx ", en="'quoted'"))
    assert rules.read_framework(workbook(data=data)).data == data


def test_what_looks_like_a_formula_is_text_in_the_workbook():
    data = broken(lambda data: data["dimensions"][0]["levels"][0].update(nb='=CMD("x")'))
    book = openpyxl.load_workbook(io.BytesIO(rules.to_workbook(data)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert all(sheet.freeze_panes == "A2" for sheet in book)


def test_a_mark_of_byte_order_and_line_breaks_of_windows_are_let_pass():
    data = broken(lambda data: data["name"].update(nb="a\r\nb\rc"))
    read = rules.read_framework(b"\xef\xbb\xbf" + json.dumps(data).encode())
    assert read.data["name"]["nb"] == "a\nb\nc"


def test_numbers_and_days_may_be_numbers_and_days_in_a_workbook_and_rows_in_any_order():
    def change(book):
        book["framework"]["B2"], book["framework"]["C2"] = 7, datetime(2027, 3, 31, tzinfo=None)  # noqa: DTZ001 - a workbook knows no zones
        levels = book["levels"]
        rows = [[cell.value for cell in row] for row in levels.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                levels.cell(number, column).value = int(value) if column == 2 else value
        levels.insert_rows(5, 3)

    read = rules.read_framework(workbook(change)).data
    assert (read["version"], read["valid_from"]) == (7, "2027-03-31")
    assert read["dimensions"] == DEFAULT["dimensions"]


# ---- faults in JSON ----------------------------------------------------------------------------------------------


def test_every_fault_of_a_json_file_is_told_at_once_with_its_place():
    def change(data):
        del data["dimensions"][0]["name"]["nn"]
        data["dimensions"][1]["levels"].pop()
        data["dimensions"][2]["code"] = "HSE"
        data["dimensions"][3]["levels"][5]["en"] = "   "
        data["dimensions"][4]["code"] = "small"
        data["dimensions"][5] = "DIG"
        data["dimensions"][6]["levels"].append({"nb": "x", "nn": "x", "en": "x"})
        data["dimensions"][7]["about"]["nb"] = "x" * 1_001
        data["dimensions"][8]["short_name"]["en"] = "bell\x07"
        data["dimensions"][9]["colour"] = "red"
        data["name"]["de"] = "Zehn"
        data["name"]["nb"] = 10
        data["scale"] = []
        data["version"] = 0
        data["valid_from"] = "2027-02-30"
        data["code"] = "Default!"

    assert set(faults(broken(change))) == {
        ("", None, place, code)
        for place, code in [
            ("dimensions[0].name.nn", "language_missing"),
            ("dimensions[1].levels[5]", "level_missing"),
            ("dimensions[2].code", "code_twice"),
            ("dimensions[3].levels[5].en", "language_missing"),
            ("dimensions[4].code", "code_not_understood"),
            ("dimensions[5]", "not_a_dimension"),
            ("dimensions[6].levels[6]", "level_outside"),
            ("dimensions[7].about.nb", "text_too_long"),
            ("dimensions[8].short_name.en", "character_not_allowed"),
            ("dimensions[9].colour", "key_unknown"),
            ("name.de", "key_unknown"),
            ("name.nb", "not_text"),
            *((f"scale[{number}]", "level_missing") for number in range(6)),
            ("version", "not_a_version"),
            ("valid_from", "not_a_date"),
            ("code", "framework_code_not_understood"),
        ]
    }


@pytest.mark.parametrize("key", ["code", "version", "valid_from", "name", "scale", "dimensions"])
def test_a_part_that_is_not_there_is_missed(key):
    assert [where for _sheet, _row, where, _code in faults(broken(lambda data: data.pop(key)))] == [key]


@pytest.mark.parametrize("version", [True, "1", 1.0, 1.5, -1, 10_000, 10**400, None])
def test_a_version_is_a_whole_number(version):
    assert [code for *_place, code in faults(broken(lambda data: data.update(version=version)))] == [
        "missing" if version is None else "not_a_version"
    ]


@pytest.mark.parametrize("day", ["", "1.1.2027", "2027-1-1", "2027-13-01", "²027-01-01", 20270101, "2027-01-01T00:00"])
def test_a_day_is_a_day(day):
    assert [code for *_place, code in faults(broken(lambda data: data.update(valid_from=day)))] == [
        "not_a_date" if day else "missing"
    ]


def test_thirty_dimensions_are_taken_and_no_more():
    def times(number):
        return lambda data: data.update(
            dimensions=[data["dimensions"][0] | {"code": f"A{place}"} for place in range(number)]
        )

    assert faults(broken(times(30))) == []
    assert faults(broken(times(31))) == [("", None, "dimensions", "too_many_dimensions")]


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [
        (b'{"code": "a",\n "version" 1}', "line 2, column 12", "not_json"),
        (b"[" * 100_000, "", "not_json"),
        (b'{"version": ' + b"9" * 10_000 + b"}", "", "not_json"),
        (b"[]", "", "not_a_framework"),
        (b"", "", "file_empty"),
        (b" \n ", "", "file_empty"),
        (b"code;version", "", "wrong_kind"),
        (b"\x89PNG\r\n\x1a\n", "", "wrong_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "", "old_workbook"),
        ('{"code": "å"}'.encode("utf-16"), "", "not_utf8"),
        ('{"code": "å"}'.encode("latin-1"), "", "not_utf8"),
        (b"{" + b" " * 2_000_000 + b"}", "", "file_too_big"),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, bytes) else None,
)
def test_what_is_no_framework_at_all_is_said_in_one_word(text, where, code):
    assert faults(text) == [("", None, where, code)]


def test_a_key_that_stands_twice_and_what_is_no_number_are_found_with_everything_else():
    text = FILE.replace('"version": 1', '"version": NaN, "version": NaN').replace('"en": "Aware"', '"en": ""')
    assert {(where, code) for _sheet, _row, where, code in faults(text.encode())} == {
        ("version", "key_twice"),
        ("", "not_a_json_number"),
        ("version", "missing"),
        ("scale[1].en", "language_missing"),
    }


@pytest.mark.parametrize(
    "content",
    [
        b"{" + b",".join(b'"k%d":1' % number for number in range(150_000)) + b"}",
        b"{" + b",".join(b'"k%d":1' % (number % 70_000) for number in range(150_000)) + b"}",
        b"[" + b"[]," * 600_000 + b"[]]",
        b'{"dimensions":[' + b",".join([b"{}"] * 600_000) + b"]}",
    ],
    ids=["keys", "keys twice", "lists", "dimensions"],
)
def test_a_full_file_of_nonsense_is_answered_with_no_more_faults_than_can_be_read(content):
    assert 0 < len(rules.read_framework(content).faults) <= 501


@pytest.mark.parametrize("strange", ["\x00", "\ud800", "\u202e", "\uffff", "\x85", "_x000D_", "x005F_"])
def test_characters_that_no_page_or_workbook_can_hold_are_refused_by_name(strange):
    (fault,) = rules.read_framework(
        json.dumps(broken(lambda data: data["name"].update(en=f"a{strange}b"))).encode()
    ).faults
    assert (fault.where, fault.code) == ("name.en", "character_not_allowed")
    assert str(fault.found).isascii()
    str(fault.found).encode()


def test_no_more_faults_are_told_than_somebody_can_read():
    data = broken(lambda data: data.update({f"key{number}": 1 for number in range(3)}))
    for dimension in data["dimensions"] * 1:
        dimension["levels"] = [{f"k{n}": 1 for n in range(60)} for _ in range(6)]
    found = rules.read_framework(json.dumps(data).encode()).faults
    assert len(found) == 501
    assert found[-1].code == "more_faults"
    assert found[-1].found > 500


@given(
    st.recursive(
        st.none() | st.integers() | st.text() | st.floats(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(list(DEFAULT)), inner),
    )
)
def test_whatever_a_file_holds_is_answered_with_faults_and_never_a_crash(data):
    assert rules.framework_faults(data)
    assert rules.read_framework(json.dumps(data).encode()).faults


# ---- faults in a workbook ----------------------------------------------------------------------------------------


def places(content):
    return {(sheet, row, where, code) for sheet, row, where, code in faults(content)}


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "expected"),
    [
        ("framework", "A2", None, {("framework", 2, "code", "missing")}),
        ("framework", "B2", "one", {("framework", 2, "version", "not_a_whole_number")}),
        ("framework", "B2", "0", {("framework", 2, "version", "not_a_version")}),
        ("framework", "C2", "31.03.2027", {("framework", 2, "valid_from", "not_a_date")}),
        ("framework", "E2", None, {("framework", 2, "name_nn", "language_missing")}),
        ("framework", "A3", "more", {("framework", 3, "", "one_row_only")}),
        ("scale", "A4", "6", {("scale", 4, "level", "level_outside"), ("scale", None, "", "level_missing")}),
        ("scale", "A4", "-1", {("scale", 4, "level", "level_outside"), ("scale", None, "", "level_missing")}),
        ("dimensions", "D3", None, {("dimensions", 3, "name_nn", "language_missing")}),
        ("dimensions", "G3", " ", {("dimensions", 3, "short_name_nn", "language_missing")}),
        ("dimensions", "A6", "five", {("dimensions", 6, "position", "not_a_whole_number")}),
        ("dimensions", "A6", "1", {("dimensions", 6, "position", "position_twice")}),
        ("dimensions", "C7", "=1+1", {("dimensions", 7, "name_nb", "formula")}),
        ("dimensions", "E8", 12.5, {("dimensions", 8, "name_en", "cell_is_not_text")}),
        ("dimensions", "E8", True, {("dimensions", 8, "name_en", "cell_is_not_text")}),
        ("dimensions", "E8", date(2027, 1, 1), {("dimensions", 8, "name_en", "cell_is_not_text")}),
        ("dimensions", "E8", "#N/A", {("dimensions", 8, "name_en", "cell_in_error")}),
        ("dimensions", "E8", "x" * 201, {("dimensions", 8, "name_en", "text_too_long")}),
        ("levels", "D17", None, {("levels", 17, "nn", "language_missing")}),
        ("levels", "B17", None, {("levels", 17, "level", "missing"), ("levels", None, "ENV", "level_missing")}),
        ("levels", "B17", "9", {("levels", 17, "level", "level_outside"), ("levels", None, "ENV", "level_missing")}),
        ("levels", "B17", "4", {("levels", 18, "level", "level_twice"), ("levels", None, "ENV", "level_missing")}),
        ("levels", "B17", "1.5", {("levels", 17, "level", "not_a_whole_number"), ("levels", None, "ENV", "level_missing")}),
        ("levels", "A17", "ZZZ", {("levels", 17, "code", "code_unknown"), ("levels", None, "ENV", "level_missing")}),
        ("levels", "A17", None, {("levels", 17, "code", "missing"), ("levels", None, "ENV", "level_missing")}),
        ("levels", "C17", "a\u202eb", {("levels", 17, "nb", "character_not_allowed")}),
        ("levels", "G30", "stray", {("levels", 30, "G", "column_unknown")}),
        ("levels", "F1", "colour", {("levels", 1, "F", "column_unknown")}),
        ("levels", "F1", "nb", {("levels", 1, "F", "column_twice")}),
        ("levels", "D1", None, {("levels", 1, "nn", "column_missing")}),
    ],
)  # fmt: skip
def test_a_fault_in_a_workbook_has_sheet_row_and_column(sheet, cell, value, expected):
    def change(book):
        book[sheet][cell] = value
        if value is None and cell == "D1":
            for row in range(2, book[sheet].max_row + 1):
                book[sheet].cell(row, 4).value = None

    assert places(workbook(change)) == expected


def test_faults_in_several_sheets_are_told_at_once_in_the_order_of_the_sheets():
    def change(book):
        book["levels"]["D17"] = None
        book["levels"]["C3"] = "=A1"
        book["dimensions"]["D3"] = None
        book["scale"]["B2"] = None
        book["framework"]["C2"] = "soon"

    assert [(sheet, row) for sheet, row, *_rest in faults(workbook(change))] == [
        ("framework", 2),
        ("scale", 2),
        ("dimensions", 3),
        ("levels", 3),
        ("levels", 17),
    ]


def test_the_same_code_twice_is_found_where_it_stands_the_second_time():
    def change(book):
        book["dimensions"]["B3"] = "HSE"

    found = places(workbook(change))
    assert ("dimensions", 3, "code", "code_twice") in found
    assert {code for *_place, code in found} == {"code_twice", "code_unknown"}  # QUA's levels have nowhere to go


@pytest.mark.parametrize("sheet", ["framework", "scale", "dimensions", "levels"])
def test_a_sheet_that_is_not_there_is_missed_and_one_too_many_named(sheet):
    found = places(workbook(lambda book: book.remove(book[sheet])))
    assert (sheet, None, "", "sheet_missing") in found
    assert {code for *_place, code in found} == {"sheet_missing"}
    assert places(workbook(lambda book: book.create_sheet("Ark1"))) == {("Ark1", None, "", "sheet_unknown")}


def test_a_workbook_without_a_dimension_says_so():
    def change(book):
        book["dimensions"].delete_rows(2, 20)
        book["levels"].delete_rows(2, 80)

    assert places(workbook(change)) == {("dimensions", None, "", "no_dimension")}


def test_a_sheet_without_heading_is_told_its_columns():
    assert ("scale", 1, "level", "column_missing") in places(workbook(lambda book: book["scale"].delete_rows(1)))


# ---- workbooks made to hurt --------------------------------------------------------------------------------------


def test_a_zip_bomb_is_refused_before_it_unpacks():
    bomb = zipped(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b" " * 20_000_001)
    assert len(bomb) < 100_000
    assert faults(bomb) == [("", None, "", "unpacked_too_big")]


def test_a_million_cells_in_a_small_file_are_refused():
    row = b"<row>" + b"<c/>" * 600_000 + b"</row>"
    bomb = with_member(rules.to_workbook(DEFAULT), "xl/worksheets/sheet1.xml", lambda inner: row)
    assert len(bomb) < 200_000
    assert faults(bomb) == [("", None, "", "unpacked_too_big")]


def test_a_sheet_that_claims_a_million_rows_is_read_for_what_it_holds():
    claimed = with_member(
        rules.to_workbook(DEFAULT),
        "xl/worksheets/sheet4.xml",
        lambda inner: inner.replace(b'<dimension ref="A1:E61"', b'<dimension ref="A1:XFD1048576"'),
    )
    assert b"XFD1048576" in zipfile.ZipFile(io.BytesIO(claimed)).read("xl/worksheets/sheet4.xml")
    assert rules.read_framework(claimed).data == DEFAULT


@pytest.mark.parametrize("row", [2_002, 30_000, 1_048_576, 99_999_999_999])
def test_a_row_far_down_is_too_many_rows(row):
    far = with_member(
        rules.to_workbook(DEFAULT),
        "xl/worksheets/sheet4.xml",
        lambda inner: inner.replace(
            b"</sheetData>", b'<row r="%d"><c t="inlineStr"><is><t>x</t></is></c></row></sheetData>' % row
        ),
    )
    assert [(sheet, code) for sheet, _row, _where, code in faults(far)] == [("levels", "too_many_rows")]


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + b"\0" * 200,
        rules.to_workbook(DEFAULT)[:-200],
        rules.to_workbook(DEFAULT)[: len(rules.to_workbook(DEFAULT)) // 2],
        zipped(word__document_xml=b"<x/>"),
        zipped(xl__workbook_xml=b"not xml at all"),
        zipped(xl__workbook_xml=b"<x/>"),
        with_member(
            rules.to_workbook(DEFAULT),
            "xl/workbook.xml",
            lambda inner: b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + inner,
        ),
        with_member(rules.to_workbook(DEFAULT), "xl/worksheets/sheet4.xml", lambda inner: inner[:-40]),
    ],
    ids=["head only", "tail cut", "half", "a document", "no xml", "no sheets", "entities", "a sheet cut off"],
)
def test_what_is_no_whole_workbook_is_said_so(content):
    assert faults(content) == [("", None, "", "not_a_workbook")]


def test_no_byte_changed_at_random_makes_it_crash():
    content = rules.to_workbook(DEFAULT)
    for place in range(0, len(content), 701):
        rules.read_framework(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])


# ---- comparing ---------------------------------------------------------------------------------------------------


def test_two_versions_are_compared_code_by_code():
    def change(data):
        data["dimensions"][1]["levels"][3]["nn"] = "Noko anna."
        data["dimensions"][1]["name"]["en"] = "Quality"
        data["dimensions"][2]["code"] = "CLI"
        data["dimensions"].reverse()

    changes = rules.compare(DEFAULT, broken(change))
    kinds = {change.code: change.kind.value for change in changes}
    assert kinds == dict.fromkeys(["HSE", "ETH", "TEC", "DIG", "FIN", "BID", "INN", "LOC"], "same") | {
        "QUA": "changed",
        "CLI": "new",
        "ENV": "gone",
    }
    assert [change.code for change in changes][0::10] == ["LOC", "ENV"]  # the new order, then what is gone
    (quality,) = rules.of_kind(changes, "changed")
    assert [(text.what, text.level, text.languages) for text in quality.texts] == [
        ("name", None, ("en",)),
        ("level", 3, ("nn",)),
    ]
    assert quality.texts[1].old == DEFAULT["dimensions"][1]["levels"][3]


@SLOW
@given(FRAMEWORKS, FRAMEWORKS)
def test_a_comparison_accounts_for_every_dimension_once_and_mirrors(old, new):
    there = {change.code: change.kind.value for change in rules.compare(old, new)}
    back = {change.code: change.kind.value for change in rules.compare(new, old)}
    turned = {"new": "gone", "gone": "new", "same": "same", "changed": "changed"}
    assert back == {code: turned[kind] for code, kind in there.items()}
    assert len(rules.compare(old, new)) == len(there)
    assert all(change.kind.value == "same" for change in rules.compare(old, old))
