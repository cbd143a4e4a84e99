"""`flask codelists load`: the publishers' files become what is searched; faults are told by line; nothing is loaded twice."""

import io

import openpyxl
import pytest

from app.blueprints.codelists import queries
from app.blueprints.codelists.rules import files
from app.blueprints.codelists.terms import Entry, Kind, LineFault
from app.cli.codelists import codelists


@pytest.fixture
def run(worker_app):
    """The command as the worker's role; what has been loaded is read with its application too."""
    with worker_app.app_context():
        yield lambda *arguments: worker_app.test_cli_runner().invoke(codelists, [str(each) for each in arguments])


def test_every_faulty_line_is_told_and_the_sound_ones_are_read():
    text = "code,label_nb\n33190000-8,Annet\n33190000-7,Feil\n45000000,Bygg\n45000000,Igjen\nabc,Ord\n72000000,\n\n331,Kort\n"
    entries, faults = files.read(text.encode(), Kind.CPV, "2008")
    assert [entry.code for entry in entries] == ["33190000", "45000000"]
    assert faults == [
        LineFault(3, "check_digit", "33190000-7 (33190000-8)"),
        LineFault(5, "twice", "45000000, line 4"),
        LineFault(6, "not_a_code", "abc"),
        LineFault(7, "no_name", "72000000"),
        LineFault(9, "not_a_code", "331"),
    ]


def test_the_file_of_statistics_norway_is_read_as_it_comes():
    text = '"code";"parentCode";"level";"name"\n"Q";"";"1";"Helse"\n"86";"Q";"2";"Helsetjenester på sykehus"\n"86.1";"86";"3";"Sykehus"\n'
    entries, faults = files.read(text.encode("cp1252"), Kind.INDUSTRY, "SN2007")
    assert faults == []
    assert entries[1] == Entry("86", nb="Helsetjenester på sykehus", parent="Q")
    assert entries[2].parent == "86"


def test_the_workbook_of_the_union_is_read():
    book = openpyxl.Workbook()
    for row in (("CODE", "BG", "EN"), ("03000000-1", "x", "Agricultural products"), ("03100000-2", "y", "Crops")):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    assert files.read(file.getvalue(), Kind.CPV, "2008") == (
        [Entry("03000000", en="Agricultural products"), Entry("03100000", en="Crops", parent="03000000")],
        [],
    )


def test_a_spreadsheet_that_lost_its_first_nought_is_understood():
    assert [e.code for e in files.read(b"fylkesnummer;navn\n3;Oslo\n46;Vestland\n", Kind.COUNTY, "2024")[0]] == [
        "03",
        "46",
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\x00\x01", b"title\nword\n", b"code,label_nb\n"])
def test_what_is_no_list_is_told_and_never_raised(content):
    entries, faults = files.read(content, Kind.CPV, "2008")
    assert entries == []
    assert faults


def test_a_file_is_loaded_once_and_names_that_it_lacks_are_kept(run, tmp_path):
    file = tmp_path / "cpv.csv"
    file.write_text("code,label_nb\n85000000,Helsetjenester m.m.\n85110000,Sykehus\n", encoding="utf-8")
    first = run("load", "cpv", file)
    assert (first.exit_code, first.stdout) == (0, "cpv 2008: 2 codes, 0 new, 2 renamed, 70 gone\n")
    assert run("load", "cpv", file).stdout == "cpv 2008: 2 codes, nothing new\n"
    assert queries.named("cpv", ["85110000"], "nb")["85110000"].name == "Sykehus"
    assert queries.named("cpv", ["85110000"], "nn")["85110000"].name == "Sjukehustenester"
    assert [label.code for label in queries.parents("cpv", "85110000", "nb")] == ["85000000"]
    # What is gone is found no longer, and still has its name where it was used.
    assert queries.search("cpv", "rengjøring", "nb") == []
    assert queries.named("cpv", ["90910000"], "nb")["90910000"].name == "Rengjøring"


def test_a_file_with_faults_is_left_alone_unless_told_otherwise(run, tmp_path):
    file = tmp_path / "kommuner.csv"
    file.write_text("kommunenummer,navn\n4601,Bergen\nBergen,4601\n", encoding="utf-8")
    refused = run("load", "municipality", file)
    assert refused.exit_code == 1
    assert "line 3: Bergen is no code of this list" in refused.stderr
    assert len(queries.search("municipality", "trondheim", "nb")) == 1
    assert "1 lines left out" in run("load", "municipality", file, "--skip-faults").stdout
    assert run("load", "cpv", tmp_path / "missing.csv").exit_code == 2


@pytest.mark.parametrize(
    ("name", "file", "codes"),
    [("cpv", "cpv-2008.csv", 9454), ("county", "no-fylker-2024.csv", 15), ("municipality", "no-kommuner-2024.csv", 357),
     ("nuts", "nuts-2024.csv", 2080), ("sn2007", "no-sn2007-naeringskoder.csv", 1811),
     ("sn2025", "no-sn2025-naeringskoder.csv", 1783)],
)  # fmt: skip
def test_the_real_lists_are_read_without_a_fault(shared, name, file, codes):
    from app.blueprints.codelists.terms import LOADED

    path = shared / "data/codelists" / file
    if not path.exists():
        pytest.skip("the real lists are not here")
    kind, version = LOADED[name]
    entries, faults = files.read(path.read_bytes(), kind, version)
    assert faults == []
    assert len(entries) == codes
    tops = {entry.code for entry in entries if entry.parent is None}
    assert len(tops) == {"cpv": 45, "county": 15, "municipality": 0, "sn2007": 21, "sn2025": 22}.get(name, len(tops))


def test_the_real_cpv_is_searched_in_three_languages(run, shared):
    path = shared / "data/codelists/cpv-2008.csv"
    if not path.exists():
        pytest.skip("the real lists are not here")
    assert run("load", "cpv", path).exit_code == 0
    assert "33192120" in [label.code for label in queries.search("cpv", "hospital beds", "en")]
    assert "85111000" in [label.code for label in queries.search("cpv", "sjukehustenester", "nn")]
    assert queries.search("cpv", "85110000", "nn")[0].name == "Sjukehustenester"


def test_whoever_looks_for_beds_in_norwegian_is_not_shown_passengers(run, tmp_path):
    file = tmp_path / "cpv.csv"
    rows = ("code,label_nb,label_en", "34110000,Personbiler,Passenger cars", "33192120,Sykehussenger,Hospital beds",
            "39143110,Senger og sengetøy,Beds and bedding")  # fmt: skip
    file.write_text("\n".join(rows), encoding="utf-8")
    run("load", "cpv", file)
    assert [label.code for label in queries.search("cpv", "senger", "nb")] == ["39143110", "33192120"]
    assert [label.code for label in queries.search("cpv", "beds", "en")] == ["39143110", "33192120"]
