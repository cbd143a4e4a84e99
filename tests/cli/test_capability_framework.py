"""`flask capability framework`: a file is checked without a database; versions go out and come in with one."""

import io
import json
import os
import subprocess
import sys

import openpyxl
import pytest

from app.blueprints.capability import queries, rules
from app.cli.capability_framework import framework
from app.core.db import unit_of_work
from config import ROOT
from tests.factories.frameworks import next_common

FILE = ROOT / "app/blueprints/capability/framework/default.json"


@pytest.fixture
def run(app, db_session):
    return lambda *arguments: app.test_cli_runner().invoke(framework, [str(argument) for argument in arguments])


def away(*arguments):
    """The real command, in a process of its own, with a database that is not there."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "capability", "framework", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout.splitlines(), done.stderr


def saved(tmp_path, change, name="mine.xlsx"):
    book = openpyxl.load_workbook(io.BytesIO(rules.to_workbook(json.loads(FILE.read_text(encoding="utf-8")))))
    change(book)
    book.save(tmp_path / name)
    return tmp_path / name


def test_a_whole_file_has_no_faults_and_no_database_is_asked():
    assert away("check", FILE)[:2] == (
        0,
        ["no faults: 10 dimensions of default version 1 (Samhandel's ten dimensions)"],
    )


def test_every_fault_is_printed_with_sheet_row_and_reason_and_no_database_is_asked(tmp_path):
    def change(book):
        book["levels"]["D17"] = None
        book["dimensions"]["G3"] = ""
        book["scale"]["B3"] = "=1+1"

    status, printed, _err = away("check", saved(tmp_path, change))
    assert status == 1
    assert printed == [
        "scale row 3: the cell holds a formula. Write the text itself",
        "dimensions row 3, short_name_nn: the Nynorsk text is missing",
        "levels row 17: the Nynorsk text is missing",
    ]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('{"code": "a",\n "version" 1}', "line 2, column 12: the file is not JSON from here on"),
        ("", "file: the file is empty"),
        ("hei", "file: the file is neither JSON nor an Excel workbook (.xlsx)"),
        (None, "dimensions[2].levels[4].nn: the Nynorsk text is missing"),
    ],
)
def test_a_faulty_json_file_is_told_where(run, tmp_path, content, line):
    if content is None:
        data = json.loads(FILE.read_text(encoding="utf-8"))
        data["dimensions"][2]["levels"][4]["nn"] = ""
        content = json.dumps(data)
    (tmp_path / "named.xlsx").write_text(content, encoding="utf-8")  # told by what it holds, not by its name
    done = run("check", tmp_path / "named.xlsx")
    assert (done.exit_code, done.output.splitlines()) == (1, [line])


@pytest.mark.parametrize("path", ["nothing-here.json", "."])
def test_a_file_that_cannot_be_read_is_another_matter(run, tmp_path, path):
    done = run("check", tmp_path / path)
    assert done.exit_code == 2
    assert str(tmp_path) in done.stderr


def test_a_huge_file_is_not_read_to_its_end(run, tmp_path):
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(3_000_000_000)
    done = run("check", tmp_path / "huge.json")
    assert done.exit_code == 1
    assert "too big" in done.output or "empty" in done.output or "neither" in done.output


@pytest.mark.parametrize("option", [[], ["--xlsx"], ["--version", "1"]])
def test_a_version_is_exported_and_has_no_faults(run, tmp_path, option):
    done = run("export", "default", *option, "-o", tmp_path / "out")
    assert done.exit_code == 0
    assert run("check", tmp_path / "out").exit_code == 0
    read = rules.read_framework((tmp_path / "out").read_bytes()).data
    assert read == json.loads(FILE.read_text(encoding="utf-8"))
    assert (tmp_path / "out").read_bytes().startswith(b"PK") is (option == ["--xlsx"])


@pytest.mark.parametrize("asked", [["nothing"], ["default", "--version", "7"]])
def test_what_is_not_there_is_not_exported(run, tmp_path, asked):
    assert run("export", *asked, "-o", tmp_path / "out").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_the_next_version_is_imported_once_and_listed(run, tmp_path):
    with unit_of_work():
        data = next_common(days=3)
    path = tmp_path / "next.json"
    path.write_text(rules.to_json(data), encoding="utf-8")
    done = run("import", path)
    assert (done.exit_code, done.output) == (0, f"stored: default version 2, valid from {data['valid_from']}\n")
    assert run("list").output.splitlines() == [
        f"default version 2: 10 dimensions, valid from {data['valid_from']}",
        "default version 1: 10 dimensions, in force",
    ]
    again = run("import", path)
    assert again.exit_code == 1
    assert "Version 2 is here already" in again.stderr
    with unit_of_work():
        assert queries.get_framework("default", 2).as_data() == data


def test_a_faulty_file_is_not_imported(run, tmp_path, owner_sql):
    data = next_common()
    data["dimensions"][0]["name"]["nn"] = " "
    (tmp_path / "faulty.json").write_text(json.dumps(data), encoding="utf-8")
    done = run("import", tmp_path / "faulty.json")
    assert (done.exit_code, done.output) == (1, "dimensions[0].name.nn: the Nynorsk text is missing\n")
    assert owner_sql("SELECT max(version) FROM capability_framework") == [(1,)]
