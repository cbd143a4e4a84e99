"""`flask moderation scan`, as somebody from outside runs it."""

import json

import pytest

from app import create_app
from app.cli.moderation import moderation
from tests.conftest import settings_for


@pytest.fixture
def scan():
    """Without a database: the name is of one that nobody has made, and nothing is opened."""
    app = create_app(settings_for("nowhere", database_url="postgresql://nobody@127.0.0.1:9/nowhere"))

    def run(typed, *options):
        answer = app.test_cli_runner().invoke(moderation, ["scan", *options], input=typed)
        assert answer.exit_code == 0, answer.output
        return answer.stdout

    return run


def test_kinds_places_and_certainty_are_printed_and_never_the_value(scan):
    text = "Æ: fnr 018190-\n12365, ring 912 34 567 eller skriv til post@example.no og kari@example.no."
    said = scan(text.encode())
    rows = json.loads(said)
    assert [(row["kind"], row["certainty"], text[row["start"] : row["end"]]) for row in rows] == [
        ("nin", "high", "018190-\n12365"),
        ("phone", "high", "912 34 567"),
        ("email-role", "low", "post@example.no"),
        ("email", "high", "kari@example.no"),
    ]
    assert all(set(row) == {"kind", "start", "end", "certainty"} for row in rows)
    assert "12365" not in said
    assert "kari" not in said


def test_nothing_is_an_empty_list_and_bytes_that_are_no_text_count_as_one_character_each(scan):
    assert json.loads(scan(b"")) == []
    (row,) = json.loads(scan(b"\xff\xff 01819012365"))
    assert (row["kind"], row["start"], row["end"]) == ("nin", 3, 14)


def test_positions_count_characters_beyond_the_first_plane_as_one(scan):
    (row,) = json.loads(scan("🏗️ 01819012365".encode()))
    assert row["start"] == 3
