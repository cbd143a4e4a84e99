"""`flask safety`, as somebody outside runs it: every digit, strict JSON, without a database, and never a traceback."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.cli.safety import safety
from config import ROOT
from tests.safety.answers import answers, close


def strict(text):
    """JSON as its standard has it: no NaN, no Infinity."""

    def refuse(name):
        raise ValueError(name)

    return json.loads(text, parse_constant=refuse)


@pytest.fixture
def ask(app):
    """`ask("rate", 2, 34000)`: the object that is printed."""

    def _ask(*arguments):
        done = app.test_cli_runner().invoke(safety, [str(each) for each in arguments])
        assert (done.exit_code, done.stderr) == (0, ""), done.output
        return strict(done.stdout)

    return _ask


@pytest.fixture
def refused(app):
    """The one line on standard error."""

    def _refused(*arguments):
        done = app.test_cli_runner().invoke(safety, [str(each) for each in arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        assert (done.exit_code, done.stdout) == (2, "")
        (line,) = done.stderr.splitlines()
        return line

    return _refused


def test_it_runs_from_outside_where_there_is_no_database(tmp_path):
    nowhere = "postgresql://nobody@127.0.0.1:9/nothing"
    environment = {
        **os.environ,
        "DATABASE_URL": nowhere,
        "DATABASE_WORKER_URL": nowhere,
        "DATABASE_OWNER_URL": nowhere,
        "VAR_DIR": str(tmp_path / "var"),
    }
    flask = [Path(sys.executable).with_name("flask"), "--app", "wsgi", "safety"]

    def run(*arguments):
        return subprocess.run(
            [*flask, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )

    done = run("rate", "2", "34000")
    assert (done.returncode, done.stderr) == (0, "")
    assert list(strict(done.stdout)) == ["rate", "low", "high", "midp_low", "midp_high"]
    faulty = run("compare", "-1", "35000", "2", "35000")
    assert (faulty.returncode, faulty.stdout, len(faulty.stderr.splitlines())) == (2, "", 1)
    assert "Traceback" not in faulty.stderr
    assert not (tmp_path / "var").exists()


def test_a_rate_with_both_intervals_in_full_precision(ask):
    """15 in 400: R, DescTools::PoissonCI(method="exact"); none in 35,000: -ln 0.025 and -ln 0.05."""
    got = ask("rate", 15, 400)
    assert got["rate"] == 37_500
    assert (got["low"], got["high"]) == pytest.approx((20988.465331958298, 61850.547178714594), rel=1e-12)
    none = ask("rate", 0, 35_000)
    assert (none["rate"], none["low"], none["midp_low"]) == (0, 0, 0)
    assert none["high"] == pytest.approx(-math.log(0.025) / 0.035, rel=1e-13)
    assert none["midp_high"] == pytest.approx(-math.log(0.05) / 0.035, rel=1e-13)


def test_every_row_of_the_tables_agrees(ask):
    for row in answers("poisson_oracle.csv"):
        got = ask("rate", row["events"], row["hours"], "--conf", row["conf"])
        for name, column in (
            ("rate", "rate"),
            ("low", "ci_low"),
            ("high", "ci_high"),
            ("midp_low", "midp_low"),
            ("midp_high", "midp_high"),
        ):
            assert close(got[name], row[f"{column}_per_million"]), (row["case"], name)
    for row in answers("two_rate_oracle.csv"):
        got = ask("compare", row["x_after"], row["hours_after"], row["x_before"], row["hours_before"])
        for name, column in (("ratio", "rate_ratio"), ("low", "ratio_low95"), ("high", "ratio_high95")):
            endless = row[column] == "inf"
            assert (got[name] is None) if endless else close(got[name], row[column]), (row["case"], name)
        assert close(got["p"], row["p_two_sided_central"]), row["case"]
    for row in answers("eb_oracle.csv"):
        prior = ("--sector", row["sector_rate_per_million"], "--shape", row["prior_shape_a"])
        got = ask("shrink", row["events"], row["hours"], *prior)
        for name, column in (
            ("rate", "eb_rate"),
            ("low", "cri95_low"),
            ("high", "cri95_high"),
            ("weight", "weight_on_firm"),
        ):
            assert close(got[name], row[column]), (row["case"], name)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((0, 35_000, 0, 35_000), {"ratio": None, "low": 0, "high": None, "p": 1, "wording": "Too little data to tell"}),
        (
            (6, 35_000, 0, 35_000),
            {"ratio": None, "high": None, "p": 0.03125, "wording": "Higher, supported", "ratio_is_infinite": True},
        ),
        ((0, 35_000, 6, 35_000), {"ratio": 0, "low": 0, "p": 0.03125, "wording": "Lower, supported"}),
        ((0, 35_000, 5, 35_000), {"p": 0.0625, "wording": "Too little data to tell"}),
        ((1, 100_000, 6, 100_000), {"p": 0.125, "wording": "Lower, may be chance"}),
        ((6, 100_000, 1, 100_000), {"p": 0.125, "wording": "Higher, may be chance"}),
    ],
)
def test_two_periods_in_one_of_five_wordings_and_no_infinity_in_json(ask, arguments, expected):
    got = ask("compare", *arguments)
    assert {name: got[name] for name in expected} == expected
    assert ("ratio_is_infinite" in got) is ("ratio_is_infinite" in expected)
    assert list(got)[:5] == ["ratio", "low", "high", "p", "wording"]


def test_a_shrunken_rate_with_its_weight(ask):
    got = ask("shrink", 0, 35_000, "--sector", 10, "--shape", 2)
    assert list(got) == ["rate", "low", "high", "weight"]
    assert (got["rate"], got["weight"]) == pytest.approx((2e6 / 235_000, 35 / 235), rel=1e-14)


@pytest.mark.parametrize("hours", ["34000", "34000.0", "3.4e4", "+34000", "0.34e+5"])
def test_hours_may_be_written_as_programs_write_numbers(ask, hours):
    assert ask("rate", 2, hours)["rate"] == pytest.approx(58.8235294117647)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("rate", "-1", 35_000), "whole number"),
        (("rate", "1.5", 35_000), "whole number"),
        (("rate", "many", 35_000), "whole number"),
        (("rate", "", 35_000), "whole number"),
        (("rate", "٣", 35_000), "whole number"),
        (("rate", "1_0", 35_000), "whole number"),
        (("rate", 10**400, 35_000), "whole number"),
        (("rate", 10**20, 35_000), "events"),
        (("rate", 1, 0), "hours"),
        (("rate", 1, "-5"), "hours"),
        (("rate", 1, "-1e5"), "hours"),
        (("rate", 1, "nan"), "not a number"),
        (("rate", 1, "inf"), "not a number"),
        (("rate", 1, "-inf"), "not a number"),
        (("rate", 1, "34 000"), "not a number"),
        (("rate", 1, "3_4"), "not a number"),
        (("rate", 1, "1e99999999999999999999"), "not a number"),
        (("rate", 1, 10**400), "not a number"),
        (("rate", 1, "1e400"), "hours"),
        (("rate", 1, "1e-400"), "hours"),
        (("rate", 1, 35_000, "--conf", "1.5"), "confidence"),
        (("rate", 1, 35_000, "--conf", "1"), "confidence"),
        (("rate", 1, 35_000, "--conf", "0"), "confidence"),
        (("rate", 1, 35_000, "--conf", "-0.95"), "confidence"),
        (("rate", 1, 35_000, "--conf", "nan"), "not a number"),
        (("rate", 1, 35_000, "--conf"), "requires an argument"),
        (("rate",), "Missing argument"),
        (("rate", 1), "Missing argument"),
        (("rate", 1, 2, 3), "unexpected"),
        (("rate", 1, 2, "--level", 3), "unexpected"),
        (("compare", 1, 35_000, "-2", 35_000), "whole number"),
        (("compare", 1, 35_000, 2, "-0"), "hours"),
        (("compare", 1, 35_000, 2), "Missing argument"),
        (("shrink", 1, 35_000), "Missing option"),
        (("shrink", 1, 35_000, "--sector", 0, "--shape", 2), "sector"),
        (("shrink", 1, 35_000, "--sector", "-10", "--shape", 2), "sector"),
        (("shrink", 1, 35_000, "--sector", 10, "--shape", 0), "shape"),
        (("shrink", 1, 35_000, "--sector", 10, "--shape", "-2"), "shape"),
        (("shrink", 1, 35_000, "--sector", 10, "--shape", "two"), "not a number"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(refused, arguments, said):
    assert said in refused(*arguments)


@pytest.mark.parametrize("typed", ["\x1b[31m9", "9\n9", "9" * 5000])
def test_what_was_typed_has_no_power_over_the_terminal(refused, typed):
    line = refused("rate", typed, 35_000)
    assert line.isprintable()
    assert len(line) < 200


numbers = st.one_of(st.integers().map(str), st.floats().map(str), st.decimals().map(str), st.text(max_size=12))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(["rate", "compare", "shrink"]), st.lists(numbers, max_size=5), st.lists(numbers, max_size=2))
def test_whatever_is_asked_the_answer_is_strict_json_or_one_line(app, command, arguments, options):
    named = [part for pair in zip(("--sector", "--shape"), options, strict=False) for part in pair]
    done = app.test_cli_runner().invoke(safety, [command, *arguments, *(named if command == "shrink" else [])])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    if done.exit_code:
        assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    elif "--help" not in arguments:
        assert strict(done.stdout)


def test_the_help_says_what_is_printed_and_that_json_knows_no_infinity(app):
    told = app.test_cli_runner().invoke(safety, ["compare", "--help"]).output
    assert '"Higher, supported"' in told
    assert "JSON knows no infinity" in " ".join(told.split())
