"""Imports run one way, and a room is entered by its front door."""

import importlib
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from app import ROOMS
from config import ROOT

DOORS = {"terms", "models", "queries", "policies", "services"}
# The one function that decides in which words a text is shown: every room that shows texts asks it.
ASKED_BY_ALL = "app.blueprints.bilingual.rules.presenting"


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("app")


def room(module):
    return module.split(".")[2:4]  # app.blueprints.<room>.<file>


def test_rooms_meet_only_at_their_doors(graph):
    trespasses = [
        f"{importer} -> {imported}"
        for importer in graph.modules
        for imported in graph.find_modules_directly_imported_by(importer)
        if importer.startswith("app.blueprints.") and imported.startswith("app.blueprints.")
        if room(importer)[:1] != room(imported)[:1] and room(imported)[1:2] and room(imported)[1] not in DOORS
        if imported != ASKED_BY_ALL
    ]
    assert trespasses == []


def test_the_import_contracts_are_kept():
    linter = Path(sys.executable).with_name("lint-imports")
    outcome = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout[-3000:]


def test_every_room_has_a_charter():
    rooms = {name: importlib.import_module(f"app.blueprints.{name}") for name in (*ROOMS, "journal")}
    bare = [name for name, room in rooms.items() if not (room.__doc__ or "").strip()]
    assert bare == []


def test_there_is_no_drawer_for_odds_and_ends(graph):
    assert [m for m in graph.modules if m.split(".")[-1] in ("utils", "helpers", "common", "misc")] == []


def test_no_relationship_loads_lazily(app):
    from app.core.db import Base

    lazy = [str(r) for m in Base.registry.mappers for r in m.relationships if r.lazy != "raise_on_sql"]
    assert lazy == []


def python_files():
    return [path for path in sorted((ROOT / "app").rglob("*.py")) if "static" not in path.parts]


@pytest.mark.parametrize(
    ("forbidden", "allowed", "why"),
    [
        ("render_template", {"app/core/render.py"}, "the shared Jinja environment knows no language"),
        ("import scipy.stats", set(), "costs 0.9 CPU-seconds to import"),
        ("from scipy.stats", set(), "costs 0.9 CPU-seconds to import"),
        ("datetime.now(", {"app/core/clock.py"}, "time comes from the clock"),
        ("date.today(", {"app/core/clock.py"}, "time comes from the clock"),
        ("utcnow(", set(), "time comes from the clock"),
        ("session.commit(", {"app/core/db.py"}, "one place commits"),
        (".first_or_404", set(), "a loader raises, the guard answers"),
        ("', false)", set(), "a setting that is not local to its transaction leaks to the next user of the connection"),
        ('lazy="select"', set(), "relationships raise"),
    ],
)
def test_some_things_are_said_in_one_place_or_not_at_all(forbidden, allowed, why):
    found = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if forbidden
        in "\n".join(line.split("#")[0] for line in path.read_text(encoding="utf-8").splitlines() if '"""' not in line)
    ]
    assert set(found) <= allowed, why


def test_no_file_of_the_application_has_grown_past_what_a_newcomer_can_hold():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
