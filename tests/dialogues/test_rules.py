"""Pure rules of the room."""

from datetime import date
from types import SimpleNamespace

import pytest

from app.blueprints.dialogues import rules
from app.blueprints.dialogues.queries.finding import ListPage
from app.blueprints.forum.terms.spaces import Stage
from app.core.localized import Localized

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("state", "opens_on", "closes_on", "expected"),
    [
        ("published", date(2026, 11, 22), date(2026, 11, 22), Stage.OPEN),
        ("published", date(2026, 11, 23), date(2026, 12, 1), Stage.COMING),
        ("published", date(2026, 11, 1), date(2026, 11, 21), Stage.CLOSED),
        ("closed", date(2026, 11, 1), date(2026, 12, 21), Stage.CLOSED),
        ("draft", date(2026, 11, 1), date(2026, 12, 21), Stage.CLOSED),
        ("published", None, None, Stage.CLOSED),
    ],
)
def test_input_is_taken_on_the_first_and_the_last_day_and_between(state, opens_on, closes_on, expected) -> None:
    assert rules.stage(state, opens_on, closes_on, TODAY) is expected


def test_a_reader_gets_her_own_language_if_there_is_one_and_the_original_otherwise() -> None:
    english = ("en", "Less waste", "Half by 2028")
    assert rules.present("en", "nb", "Mindre svinn", "Halvparten", english) == rules.Shown(
        "Less waste", "Half by 2028", "en", translated=True, has_other=True
    )
    assert rules.present("nb", "nb", "Mindre svinn", "Halvparten", None).lang == "nb"
    other_form = rules.present("nn", "nb", "Mindre svinn", "Halvparten", None)
    assert (other_form.title, other_form.lang, other_form.translated) == ("Mindre svinn", "nb", False)


def test_the_original_is_one_click_away_and_says_that_there_is_a_translation() -> None:
    shown = rules.present("en", "nb", "Mindre svinn", "Halvparten", ("en", "Less waste", "Half"), original=True)
    assert (shown.title, shown.lang, shown.translated, shown.has_other) == ("Mindre svinn", "nb", False, True)


def test_a_translation_never_stands_in_for_an_original_in_the_readers_own_language() -> None:
    assert rules.present("nb", "nb", "Mindre svinn", "Halvparten", ("nb", "Noe annet", "Annet")).title == "Mindre svinn"


def test_a_phase_name_is_shown_in_a_language_that_the_reader_reads_and_says_which() -> None:
    name = Localized(nb="Behovet er kunngjort", en="Need announced")
    assert rules.named(name, "nn", "nb") == ("Behovet er kunngjort", "nb")
    assert rules.named(name, "en", "nb") == ("Need announced", "en")
    assert rules.named(Localized(nn="Kunngjort"), "en", "nn") == ("Kunngjort", "nn")


def test_the_phase_that_began_last_is_where_we_are_unless_it_has_ended() -> None:
    def phase(start, end=None):
        return SimpleNamespace(starts_on=start, ends_on=end)

    phases = [phase(date(2026, 10, 1)), phase(date(2026, 11, 20), date(2026, 11, 30)), phase(date(2027, 1, 15))]
    assert rules.steps(phases, TODAY) == ["done", "current", "coming"]
    assert rules.steps(phases, date(2026, 12, 24)) == ["done", "done", "coming"]
    assert rules.steps(phases, date(2026, 1, 1)) == ["coming", "coming", "coming"]
    assert rules.steps([], TODAY) == []


def test_the_second_language_is_english_and_bokmal_for_an_english_original() -> None:
    assert [rules.other_language(code) for code in ("nb", "nn", "en")] == ["en", "en", "nb"]


@pytest.mark.parametrize(
    "key",
    [
        "",
        None,
        "o",
        "x_2026-11-22_1",
        "o_2026-13-01_1",
        "c_2026-11-22_-1",
        "o_2026-11-22_1_2",
        "o_2026-11-22_99999999999999999999",
    ],
)
def test_a_page_key_that_we_never_gave_is_the_first_page(key) -> None:
    assert ListPage.parse(key) is None


def test_a_norwegian_reads_the_other_written_form_rather_than_an_english_original() -> None:
    """The buyer's own Bokmål of a text first written in English, on a page in Nynorsk."""
    shown = rules.present("nn", "en", "Less waste", "Half", ("nb", "Mindre svinn", "Halvparten"))
    assert shown == rules.Shown("Mindre svinn", "Halvparten", "nb", translated=True, has_other=True)
    assert rules.present("en", "nn", "Mindre svinn", "Halvparten", None).lang == "nn"
