"""`flask capability readiness`, as somebody outside runs it: exact, without a database, and never a traceback."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.capability.rules.level_files import read_levels
from app.blueprints.requirements.rules import read_profile
from app.cli.capability import WORDS, capability
from app.cli.json_files import MOST_BYTES
from config import ROOT

PROFILE = {
    "requirements": [
        {"dimension": "HSE", "level": 3, "weight": 2, "must": True},
        {"dimension": "QUA", "level": 3, "weight": 1},
        {"dimension": "ENV", "level": 2, "weight": 1},
        {"dimension": "DIG", "level": 3, "weight": 1},
    ]
}
LEVELS = {"HSE": 2, "QUA": 5, "ENV": 2, "DIG": 1}
NAMES = [
    "requirements",
    "dimension",
    "code",
    "level",
    "weight",
    "must",
    "levels",
    "evidenced",
    "endorsed",
    "endorsed_until",
    "HSE",
    "LOC",
]
VECTOR = """\
readiness 5/7 = 0.714
verdict: not ready
HSE: needs 3, has 2, gap 1, must-have
DIG: needs 3, has 1, gap 2
"""


@pytest.fixture
def ask(app, tmp_path):
    """`ask(profile, levels, *options)` with what the two files hold: data, text or bytes; None for no file."""

    def _ask(profile, levels, *options):
        for name, content in (("profile.json", profile), ("levels.json", levels)):
            if content is not None:
                raw = content if isinstance(content, str | bytes) else json.dumps(content)
                (tmp_path / name).write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        files = ["--profile", str(tmp_path / "profile.json"), "--levels", str(tmp_path / "levels.json")]
        done = app.test_cli_runner().invoke(capability, ["readiness", *files, *options])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done

    return _ask


@pytest.fixture
def refused(ask, tmp_path):
    """The lines on stderr of what must be refused, without the folder."""

    def _refused(profile, levels=LEVELS):
        done = ask(profile, levels)
        assert (done.exit_code, done.stdout) == (2, "")
        return done.stderr.replace(f"{tmp_path}{os.sep}", "").splitlines()

    return _refused


def test_it_runs_from_outside_where_there_is_no_database(tmp_path):
    (tmp_path / "p.json").write_text(json.dumps(PROFILE))
    (tmp_path / "l.json").write_text(json.dumps(LEVELS))
    nowhere = "postgresql://nobody@127.0.0.1:9/nothing"
    environment = {
        **os.environ,
        "DATABASE_URL": nowhere,
        "DATABASE_WORKER_URL": nowhere,
        "DATABASE_OWNER_URL": nowhere,
        "VAR_DIR": str(tmp_path / "var"),
    }
    flask = Path(sys.executable).with_name("flask")
    command = [flask, "--app", "wsgi", "capability", "readiness", "--profile", tmp_path / "p.json"]
    done = subprocess.run(
        [*command, "--levels", tmp_path / "l.json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, VECTOR, "")
    faulty = subprocess.run(
        [*command, "--levels", tmp_path], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (faulty.returncode, faulty.stdout) == (2, "")
    assert "Traceback" not in faulty.stderr
    assert not (tmp_path / "var").exists()


def test_the_published_vector(ask):
    done = ask(PROFILE, LEVELS)
    assert (done.exit_code, done.stdout, done.stderr) == (0, VECTOR, "")


def test_one_json_object_when_asked_for(ask):
    assert json.loads(ask(PROFILE, LEVELS, "--json").stdout) == {
        "readiness": "5/7",
        "decimal": "0.714",
        "verdict": "not_ready",
        "gaps": [
            {"dimension": "HSE", "required": 3, "effective": 2, "gap": 1, "must": True},
            {"dimension": "DIG", "required": 3, "effective": 1, "gap": 2, "must": False},
        ],
    }


@pytest.mark.parametrize(
    "profile", [[], {}, {"requirements": []}, {"HSE": 0}, [{"dimension": "HSE", "level": 0, "must": True}]]
)
def test_nothing_asked_for_is_said_and_no_figure_is_given(ask, profile):
    assert (ask(profile, LEVELS).exit_code, ask(profile, LEVELS).stdout) == (0, "no requirements\n")
    told = json.loads(ask(profile, LEVELS, "--json").stdout)
    assert told == {"readiness": None, "decimal": None, "verdict": "no_requirements", "gaps": []}


@pytest.mark.parametrize(
    ("profile", "levels", "expected"),
    [
        ({"HSE": 3}, {"HSE": 4}, "readiness 1/1 = 1.000\nverdict: ready\n"),
        ({"HSE": 3}, {"HSE": 0}, "readiness 0/1 = 0.000\nverdict: partly\nHSE: needs 3, has 0, gap 3\n"),
        (
            [{"code": "HSE", "least_level": 4, "must_have": True}],
            {"levels": {"HSE": 3}},
            "readiness 3/4 = 0.750\nverdict: not ready\nHSE: needs 4, has 3, gap 1, must-have\n",
        ),
    ],
)
def test_what_is_met_and_what_is_not_in_plain_lines(ask, profile, levels, expected):
    assert ask(profile, levels).stdout == expected


@pytest.mark.parametrize("weight", ["0.1", '"0.1"', '"1/10"', "1e-1"])
def test_weights_are_exact_not_floats(ask, weight):
    """0.1 + 0.2 against 0.3: with floats, not a half."""
    profile = f'{{"HSE": {{"level": 1, "weight": {weight}}}, "QUA": {{"level": 1, "weight": 0.2}}, "ENV": {{"level": 1, "weight": 0.3}}}}'
    assert ask(profile, {"ENV": 1, "HSE": 0, "QUA": 0}).stdout.startswith("readiness 1/2 = 0.500\n")


def test_two_hundred_unkind_weights_are_still_exact(ask):
    odd = range(10**19 + 1, 10**19 + 401, 2)
    profile = [{"dimension": f"D{n}", "level": 1, "weight": f"1/{p}"} for n, p in enumerate(odd)]
    done = ask(profile, {f"D{n}": 1 for n in range(0, 200, 2)})
    assert (done.exit_code, done.stdout.splitlines()[0][-8:]) == (0, " = 0.500")


# The three numbers


@pytest.mark.parametrize(
    ("said", "has"),
    [
        ({"claimed": 5, "evidenced": 2}, 2),
        ({"claimed": 5}, 0),
        ({"claimed": None, "evidenced": 2, "endorsed": None, "endorsed_until": None}, 2),
        ({"evidenced": 2, "endorsed": 4, "endorsed_until": "2026-03-01"}, 4),
        ({"evidenced": 2, "endorsed": 4, "endorsed_until": "2026-02-28"}, 2),
        ({"evidenced": 2, "endorsed": 1, "endorsed_until": "2026-03-01"}, 1),
        ({"evidenced": 2, "endorsed": 4, "endorsed_on": "2024-03-01"}, 4),
        ({"evidenced": 2, "endorsed": 4, "endorsed_on": "2024-02-29"}, 2),
        ({"evidenced": 2, "endorsed": 4, "endorsed_on": "2026-03-02", "endorsed_until": "2027-01-01"}, 2),
    ],
)
def test_the_level_that_counts_is_the_endorsed_in_date_else_the_evidenced(ask, said, has):
    done = ask({"HSE": 5}, {"HSE": said}, "--on", "2026-03-01")
    assert (done.exit_code, f"has {has}," in done.stdout) == (0, True), done.output


def test_without_a_day_it_is_today(ask):
    past = {"HSE": {"evidenced": 2, "endorsed": 4, "endorsed_until": "2020-01-01"}}
    to_come = {"HSE": {"evidenced": 2, "endorsed": 4, "endorsed_until": "9999-12-31"}}
    assert "has 2," in ask({"HSE": 5}, past).stdout
    assert "has 4," in ask({"HSE": 5}, to_come).stdout


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "01.03.2026"])
def test_a_day_that_is_none_is_refused(ask, day):
    assert ask(PROFILE, LEVELS, "--on", day).exit_code == 2


def test_a_dimension_that_the_levels_do_not_name_counts_as_nought_and_is_pointed_out(ask):
    done = ask({"HES": 3, "LOC": 0}, {"HSE": 3})
    assert done.stdout == "readiness 0/1 = 0.000\nverdict: partly\nHES: needs 3, has 0, gap 3\n"
    assert done.stderr == "note: HES is not among the levels, and counts as 0\n"


# Faults


def test_every_fault_of_both_files_is_told_at_once(refused):
    profile = [
        {"dimension": "HSE", "level": True},
        {"dimension": "HSE", "level": 3.0, "weight": 0},
        {"dimension": "LOC", "level": 1, "must": True},
    ]
    assert refused(profile, {"HSE": 6, "QUA": {"evidenced": -1, "endorsed": 3}, "ENV": False}) == [
        "profile.json: requirement 1 (HSE): a level is a whole number from 0 to 5 (found true)",
        'profile.json: requirement 2 (HSE): the dimension is there already (found "HSE")',
        "profile.json: requirement 2 (HSE): a level is a whole number from 0 to 5 (found 3.0)",
        "profile.json: requirement 2 (HSE): a weight is above 0 (found 0)",
        'profile.json: requirement 3 (LOC): local value can never be a must-have (found "LOC")',
        "levels.json: HSE: a level is a whole number from 0 to 5 (found 6)",
        "levels.json: QUA, evidenced: a level is a whole number from 0 to 5 (found -1)",
        'levels.json: QUA: an endorsement expires: give "endorsed_until" or "endorsed_on" (found 3)',
        "levels.json: ENV: a level is a whole number from 0 to 5 (found false)",
    ]


@pytest.mark.parametrize("weight", ["NaN", "Infinity", "-Infinity", "1e99999999999999999999", '"half"', "null"])
def test_what_is_no_number_is_refused_as_a_weight(refused, weight):
    (line,) = refused(f'{{"HSE": {{"level": 1, "weight": {weight}}}}}')
    assert 'a weight is a number, or a text such as "0.5" or "1/3"' in line


@pytest.mark.parametrize(
    ("level", "shown"),
    [("NaN", "NaN"), ("1" * 5000, "1" * 60 + "..."), ("null", None), ('"\\u001b[31m"', '"\\u001b[31m"')],
)
def test_what_is_no_level_is_shown_short_and_without_power_over_the_terminal(refused, level, shown):
    (line,) = refused(f'{{"HSE": {{"level": {level}}}}}')
    assert line == "profile.json: requirement (HSE): a level is a whole number from 0 to 5" + (
        f" (found {shown})" if shown else ""
    )


def test_a_key_twice_is_a_fault_where_json_would_keep_the_last_in_silence(refused):
    assert refused('{"HSE": 1, "HSE": 5}', '{"levels": {"HSE": 1, "HSE": 5}}') == [
        'profile.json: "HSE" stands twice in the same object',
        'levels.json: "HSE" stands twice in the same object',
    ]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"HSE;3", "is not JSON"),
        (b"{}{}", "is not JSON"),
        (b"\xff\xfe{\x00}\x00", "is not UTF-8 text"),
        (b'{"HSE\xe6": 1}', "is not UTF-8 text"),
        (b"[" * 200_000, "is nested too deeply"),
        (b" " * (MOST_BYTES + 1), "is larger than"),
        (None, "cannot be read"),
    ],
    ids=["empty", "cut off", "a table", "two", "UTF-16", "Latin-1", "deep", "huge", "not there"],
)
def test_a_file_that_cannot_be_read_is_said_so(refused, raw, reason):
    (line,) = refused(raw)
    assert line.startswith(f"profile.json: {reason}")


@pytest.mark.parametrize("levels", ["3", "[]", '"HSE"', "null", '{"levels": [1]}', '{"levels": null}'])
def test_what_are_no_levels_is_said_to_be_none(refused, levels):
    (line,) = refused(PROFILE, levels)
    assert line.startswith("levels.json: levels: levels are an object by dimension")


@pytest.mark.parametrize("day", ["20270331", "2027-W01-1", "2027-02-29", "31.03.2027", 20270331, ["2027-03-31"], ""])
def test_a_date_has_one_form(refused, day):
    (line,) = refused(PROFILE, {"HSE": {"evidenced": 1, "endorsed_until": day}})
    assert line.startswith("levels.json: HSE, endorsed_until: a date is written YYYY-MM-DD")


def test_a_key_that_is_not_known_is_a_fault_and_not_passed_over(refused):
    (line,) = refused(PROFILE, {"HSE": {"evidence": 3}})
    assert line == 'levels.json: HSE: there is no such key here (found "evidence")'


def test_a_byte_order_mark_is_no_fault(ask):
    mark = b"\xef\xbb\xbf"
    assert ask(mark + json.dumps(PROFILE).encode(), mark + json.dumps(LEVELS).encode()).stdout == VECTOR


def test_a_folder_is_no_file(ask, tmp_path):
    (tmp_path / "profile.json").mkdir()
    done = ask(None, LEVELS)
    assert (done.exit_code, "cannot be read" in done.stderr) == (2, True)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(NAMES) | st.text(), inner),
)


@given(anything)
def test_every_fault_of_any_data_has_its_words(data):
    found = [*read_profile(data, known={"HSE"})[1], *read_levels(data, date(2026, 3, 1))[1]]
    assert [fault.code for fault in found if fault.code not in WORDS] == []


def test_there_are_no_words_for_what_is_never_found():
    rules = ROOT / "app" / "blueprints"
    places = ("requirements/rules/profile_files.py", "capability/rules/level_files.py")
    text = "\n".join((rules / place).read_text(encoding="utf-8") for place in places)
    assert [code for code in WORDS if f'"{code}"' not in text] == []


def test_the_help_shows_the_forms_and_says_what_the_exit_code_means(app):
    done = app.test_cli_runner().invoke(capability, ["readiness", "--help"])
    for said in (
        '{"requirements": [{"dimension": "HSE"',
        "endorsed_until",
        "no requirements",
        "Exits 0 whatever the verdict",
    ):
        assert said in done.output
