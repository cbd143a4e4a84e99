import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.capability import rules
from app.blueprints.capability.terms import LANGUAGES, Standing
from config import ROOT

DEFAULT = json.loads((ROOT / "app/blueprints/capability/framework/default.json").read_text(encoding="utf-8"))
CODES = [dimension["code"] for dimension in DEFAULT["dimensions"]]


def texts(language):
    """Every text of the framework in one language, with where it stands."""
    yield "name", DEFAULT["name"][language]
    for number, name in enumerate(DEFAULT["scale"]):
        yield f"scale {number}", name[language]
    for dimension in DEFAULT["dimensions"]:
        for key in ("name", "short_name", "about"):
            yield f"{dimension['code']} {key}", dimension[key][language]
        for number, descriptor in enumerate(dimension["levels"]):
            yield f"{dimension['code']} {number}", descriptor[language]


def test_the_default_framework_has_ten_dimensions_of_six_levels_in_three_languages():
    assert CODES == ["HSE", "QUA", "ENV", "ETH", "TEC", "DIG", "FIN", "BID", "INN", "LOC"]
    assert rules.framework_faults(DEFAULT) == []
    assert {len(dimension["levels"]) for dimension in DEFAULT["dimensions"]} == {6}
    assert [len(list(texts(language))) for language in LANGUAGES] == [1 + 6 + 10 * 9] * 3


# Words that exist in Bokmål and not in Nynorsk, and the other way.
NOT_NYNORSK = [
    "ikke",
    "hvordan",
    "hvor",
    "hva",
    "hvem",
    "noe",
    "noen",
    "fra",
    "jeg",
    "dere",
    "deres",
    "hos-dere",
    "bare",
    "virksomhet",
    "sikkerhet",
    "mye",
    "gjøre",
    "være",
    "kommer-fra",
    "bedre-enn",
    "ble",
    "blitt-av",
    "skriftlig",
    "daglig",
    "ulykker-fra",
    "arbeidsgiver",
    "leverandører",
    "rutiner",
    "kunder",
    "kundene",
    "måneder",
    "hendelser",
    "løsning",
    "løsninger",
    "regler",
    "reglene",
    "standarder",
    "brukere",
    "utslipp",
    "forespørsel",
    "alene",
    "sammen",
    "kunngjøringer",
    "kontrakter",
    "offentlige",
    "årlig",
    "lærlinger",
    "setter",
    "vet",
    "lønn",
    "kilder",
    "forbedrer",
    "avhenger",
    "enkeltpersoner",
    "hvert",
]
NOT_BOKMAL = [
    "ikkje",
    "korleis",
    "kva",
    "kvar",
    "kven",
    "noko",
    "nokon",
    "frå",
    "berre",
    "òg",
    "verksemd",
    "tryggleik",
    "dykk",
    "dykkar",
    "eit",
    "ei",
    "løn",
    "saman",
    "åleine",
    "reglane",
    "brukar",
    "utslepp",
    "kvart",
    "skriftleg",
    "dagleg",
    "leverandørar",
]


@pytest.mark.parametrize(("language", "foreign"), [("nn", NOT_NYNORSK), ("nb", NOT_BOKMAL)])
def test_neither_written_form_borrows_words_from_the_other(language, foreign):
    strays = [
        (where, word) for where, text in texts(language) for word in re.findall(r"\w+", text.lower()) if word in foreign
    ]
    assert strays == []


def test_nynorsk_is_written_in_its_own_right():
    """More than the name of a thing may be the same word; a sentence that is the same twice is a copy, unless short."""
    nb, nn = dict(texts("nb")), dict(texts("nn"))
    same = {where for where in nb if nb[where] == nn[where] and len(nb[where].split()) > 4}
    assert same <= {"ETH 0", "ETH 5", "ENV 2", "INN 5"}
    # -ing and e-infinitive as the house writes it: no -else of Bokmål, and no a-infinitive.
    words = {word for text in nn.values() for word in re.findall(r"\w+", text.lower())}
    assert not {word for word in words if word.endswith(("else", "heten", "elsen"))} - {"helse"}
    assert {"gjera", "vera", "visa", "levera", "hjelpa", "finna", "nå"} & words <= {"nå"}


def standing(code, claimed, goal, position=1):
    return Standing(
        code=code, position=position, name=code, short_name=code, claimed=claimed, goal=goal, note="", now_text="", next_text=None
    )  # fmt: skip


def test_the_greatest_gap_comes_first_and_the_lowest_level_among_equals():
    rows = [
        standing("A", 3, 5, 1),
        standing("B", 1, 3, 2),
        standing("C", 0, None, 3),
        standing("D", 2, 5, 4),
        standing("E", 1, 3, 5),
    ]
    assert [row.code for row in rules.by_gap(rows)] == ["D", "B", "E", "A", "C"]


levels = st.integers(0, 5)


@given(levels, st.none() | levels)
def test_a_gap_is_never_negative_and_closes_as_the_firm_climbs(claimed, goal):
    gap = standing("A", claimed, goal).gap
    assert 0 <= gap <= 5
    if claimed < 5:
        assert standing("A", claimed + 1, goal).gap <= gap


@pytest.mark.parametrize(
    ("claimed", "goal", "fault"),
    [(2, 1, "goal_below_level"), (2, 2, None), (2, 5, None), (None, 1, None), (3, None, None), (None, None, None)],
)
def test_a_goal_is_at_least_where_one_stands(claimed, goal, fault):
    assert rules.goal_fault(claimed, goal) == fault


def test_there_is_no_level_above_the_highest():
    assert [rules.next_level(number) for number in range(6)] == [1, 2, 3, 4, 5, None]


def test_after_an_answer_comes_the_next_unanswered_question_around_the_list():
    assert rules.following(CODES, {"HSE"}, "HSE") == "QUA"
    assert rules.following(CODES, set(CODES) - {"HSE"}, "LOC") == "HSE"
    assert rules.following(CODES, set(CODES), "ENV") is None
    assert rules.following(CODES, set(CODES) - {"ENV"}, "ENV") == "ENV"
