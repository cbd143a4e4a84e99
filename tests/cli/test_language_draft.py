"""`flask language draft`, as somebody outside runs it: without a database, and never a traceback."""

import pytest
from flask import Flask

from app.blueprints.bilingual.services import engine as drafts
from app.cli.language import language
from tests.adapters.engines import APERTIUM, fake, real, settings_with  # noqa: F401 - fixtures


@pytest.fixture
def ask(monkeypatch):
    """`ask("--to", "nn", "Hei", apertium=path)`: what came of it."""
    monkeypatch.setattr(drafts, "breaker", drafts.Breaker())

    def _ask(*words, apertium=APERTIUM, given=None):
        app = Flask("draft")
        app.extensions["samhandel_settings"] = settings_with(apertium)
        app.cli.add_command(language)
        return app.test_cli_runner().invoke(args=["language", "draft", *words], input=given)

    return _ask


def test_a_draft_is_printed_and_nothing_else(real, ask):  # noqa: F811
    answer = ask("--to", "nn", "Oppdragsgiveren inviterer til markedsdialog før konkurransen kunngjøres.")
    assert answer.stdout == "Oppdragsgivaren inviterer til marknadsdialog før konkurransen blir kunngjord.\n"
    assert answer.stderr == ""
    assert answer.exit_code == 0


def test_either_way_from_standard_input_with_what_is_to_be_kept(real, ask):  # noqa: F811
    answer = ask("--to", "nb", "--keep", "Ikkje AS", "-", given="Kva seier Ikkje AS?\n\n- ikkje {namn}\n")
    assert answer.stdout == "Hva sier Ikkje AS?\n\n- ikke {namn}\n"


def test_words_that_it_does_not_know_are_named_beside_the_draft(real, ask):  # noqa: F811
    answer = ask("--to", "nn", "Vi har ikke zxcvgrunn.")
    assert answer.stdout == "Vi har ikkje zxcvgrunn.\n"
    assert answer.stderr == "not in the dictionary: zxcvgrunn\n"


def test_a_text_that_begins_with_a_hyphen_is_a_text(real, ask):  # noqa: F811
    assert ask("--to", "nn", "- Jeg kommer ikke").stdout == "- Eg kjem ikkje\n"


@pytest.mark.parametrize(("asked", "text"), [("nn-NO", "Jeg kommer ikke"), ("NNO", "Jeg kommer ikke")])
def test_a_language_may_be_spelt_as_anywhere_else_on_the_site(real, ask, asked, text):  # noqa: F811
    assert ask("--to", asked, text).stdout == "Eg kjem ikkje\n"
    assert ask("--to", "no", "Eg kjem ikkje").stdout == "Jeg kommer ikke\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "en", "Hei"), "from nb to en"),
        (("--to", "nn", "--from", "en", "Hello"), "from en to nn"),
        (("--to", "xx", "Hei"), "from nb to xx"),
        (("--to", "nn", "a" * 20_001), "20000 characters"),
    ],
)
def test_what_it_cannot_do_is_said_in_a_sentence(real, ask, words, said):  # noqa: F811
    answer = ask(*words)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert said in answer.stderr
    assert answer.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("does", "said"),
    [
        ("sleep 60", "did not answer within 3 seconds"),
        ("exit 3", "did not answer (ended with 3)"),
        ("echo '<p>H</p>'", "cannot be used"),
    ],
)
def test_an_engine_that_fails_is_told_of_in_a_sentence(fake, ask, does, said):  # noqa: F811
    answer = ask("--to", "nn", "Hva nå, folkens?", apertium=fake(does).path)
    assert (answer.exit_code, answer.stdout) == (1, "")
    assert said in answer.stderr


def test_where_there_is_none_it_is_said(ask, tmp_path):
    assert "install apertium" in ask("--to", "nn", "Hei", apertium=str(tmp_path / "absent")).stderr
    switched_off = ask("--to", "nn", "Hei", apertium="")
    assert "switched off" in switched_off.stderr
    assert switched_off.exit_code == 1
