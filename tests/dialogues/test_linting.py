"""The linter warns of brands, prescribed methods and what cannot be measured, in three languages; and of nothing else.

The texts are such as buyers write; what each should be told follows from Directive 2014/24/EU article 42 no. 4.
"""

import pytest

from app.blueprints.dialogues.rules.linting import Warned, lint

GOOD = {
    "nb": {
        "title": "Halvere matsvinnet på sengepostene",
        "baseline": "34 prosent av maten kastes.",
        "effect": "Høyst 17 prosent kastes.",
        "indicator": "Vekt av avfall per pasientdøgn, målt hver måned.",
        "open_for": "Bestilling, porsjoner, transport og måling.",
    },
    "nn": {
        "title": "Halvere matsvinnet på sengepostane",
        "baseline": "34 prosent av maten blir kasta.",
        "effect": "Høgst 17 prosent blir kasta.",
        "indicator": "Vekt av avfall per pasientdøgn, målt kvar månad.",
        "open_for": "Bestilling, porsjonar, transport og måling.",
    },
    "en": {
        "title": "Half the food waste from wards",
        "baseline": "34 per cent of the food is thrown away.",
        "effect": "At most 17 per cent is thrown away.",
        "indicator": "Weight of waste per patient day, measured every month.",
        "open_for": "Ordering, portions, transport and measuring.",
    },
}


def codes(lang: str, **texts: str) -> list[tuple[str, str]]:
    return [(finding.code.value, finding.field) for finding in lint(GOOD[lang] | texts, lang)]


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_a_need_told_as_an_outcome_with_figures_is_not_warned_of(lang) -> None:
    assert codes(lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "named"),
    [
        ("nb", "Alle ansatte når planene på iPad, høyst 10 sekunder.", "iPad"),
        ("nn", "Dei tilsette når 90 prosent av planane i SharePoint.", "SharePoint"),
        ("en", "At least 90 per cent of the jackets are of Drytex® cloth.", "Drytex"),
        ("en", "Cuffs close within 2 seconds, with Klettfix (TM).", "Klettfix"),
    ],
)
def test_a_brand_is_named_back_to_its_author(lang, text, named) -> None:
    found = [finding for finding in lint(GOOD[lang] | {"effect": text}, lang) if finding.code is Warned.BRAND]
    assert [(finding.field, finding.words.split(" ")[-1]) for finding in found] == [("effect", named)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nb", "Vaskemaskin Nordvask 3000 eller tilsvarende, 20 prosent mindre vann."),
        ("nn", "Vaskemaskin Nordvask 3000 eller tilsvarande, 20 prosent mindre vatn."),
        ("en", "A Nordvask 3000 or equivalent, 20 per cent less water."),
    ],
)
def test_or_equivalent_behind_a_name_tells_that_something_was_named(lang, text) -> None:
    found = lint(GOOD[lang] | {"effect": text}, lang)
    assert [finding.code for finding in found] == [Warned.OR_EQUIVALENT]
    assert "Nordvask 3000" in found[0].words


def test_a_standard_with_or_equivalent_is_as_the_law_wants_it() -> None:
    assert codes("nb", effect="Leverandøren følger ISO 14001 eller tilsvarende i 100 prosent av leveransene.") == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nb", "Halv ventetid, og det skal brukes blokkjede."),
        ("nb", "Halv ventetid ved hjelp av sensorer."),
        ("nn", "Halv ventetid, og det skal nyttast sensorar."),
        ("en", "Half the waiting, and the supplier must use sensors."),
    ],
)
def test_a_prescribed_method_is_warned_of(lang, text) -> None:
    assert codes(lang, effect=text) == [("method", "effect")]


def test_what_is_today_and_what_cannot_be_changed_may_be_called_by_name() -> None:
    assert codes("nb", baseline="I dag fører 40 ansatte planene i Gerica.", limits="Løsningen må bruke Gerica.") == []


@pytest.mark.parametrize(
    ("lang", "texts", "missing"),
    [
        ("nb", {"indicator": "Brukerne er fornøyde."}, ("no_indicator", "indicator")),
        ("nn", {"indicator": "Brukarane er nøgde."}, ("no_indicator", "indicator")),
        ("en", {"indicator": "People are happy."}, ("no_indicator", "indicator")),
        ("nb", {"baseline": "Det vet vi ikke."}, ("no_baseline", "baseline")),
        ("en", {"baseline": "There are no figures."}, ("no_baseline", "baseline")),
        ("nn", {"baseline": "Det blir kasta mykje mat."}, ("no_number", "baseline")),
        ("en", {"title": "Less waste", "effect": "Much less is thrown away."}, ("no_number", "effect")),
    ],
)
def test_what_is_missing_is_said_where_it_should_stand(lang, texts, missing) -> None:
    assert codes(lang, **texts) == [missing]


def test_the_same_thing_said_twice_is_one_warning() -> None:
    text = "Alle 40 ansatte får iPad. En iPad hver."
    assert codes("nb", effect=text) == [("brand", "effect")]
