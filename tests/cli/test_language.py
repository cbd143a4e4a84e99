"""`flask language detect`: JSON out, whatever text in, and no database."""

import json
import os
import subprocess
import sys

from config import ROOT


def detect(text, given=None):
    """The real command, in a process of its own, with a database that is not there."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "language", "detect", text],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"},
        input=given,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_text_is_told_as_json_with_language_and_confidence():
    found = detect("Kvifor skal leverandøren bere risikoen for forseinka tilgang til byggjeplassen?")
    assert found["language"] == "nn"
    assert 0.5 < found["confidence"] <= 1


def test_an_empty_text_has_no_language_and_that_is_no_error():
    assert (detect("")["language"], detect("")["confidence"]) == (None, 0)


def test_a_long_text_and_bytes_that_are_no_text_come_by_standard_input():
    found = detect("-", given=b"\xff\xfe " + b"Vi ber om at fristen blir flytta, for vi har ikkje folk nok. " * 3000)
    assert found["language"] == "nn"


def test_a_text_may_begin_with_a_hyphen():
    assert detect("-- We would like a clear deadline for input in this thread.")["language"] == "en"
