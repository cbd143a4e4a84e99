"""How codes are built: check digits as printed, what stands above and below, and what people type."""

import csv

import pytest

from app.blueprints.codelists.rules import codes
from app.blueprints.codelists.rules.searching import folded, words_of
from app.blueprints.codelists.terms import Kind, Understood


# As printed in the annex of Regulation (EC) 213/2008.
@pytest.mark.parametrize(
    "printed",
    ["03000000-1", "09000000-3", "15000000-8", "30200000-1", "33000000-0", "33190000-8", "45210000-2", "45111213-4",
     "48000000-8", "72000000-5", "79000000-4", "85000000-9", "90910000-9", "98000000-3"],
)  # fmt: skip
def test_the_check_digit_is_the_printed_one(printed):
    assert codes.written(Kind.CPV, printed[:8]) == printed


@pytest.mark.parametrize("typed", ["33190000-8", "33190000", "331900008", "33190000 8", "3319", " 33190000-8 "])
def test_a_cpv_code_is_understood_however_it_is_typed(typed):
    assert codes.understand(Kind.CPV, typed) == Understood("33190000")


def test_a_wrong_check_digit_is_told_with_the_right_one():
    assert codes.understand(Kind.CPV, "33190000-7") == Understood(reason="check_digit", meant="33190000-8")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [(Kind.CPV, "3"), (Kind.CPV, "seng"), (Kind.CPV, "3319000000"), (Kind.COUNTY, "460"), (Kind.MUNICIPALITY, "46"),
     (Kind.INDUSTRY, "W"), (Kind.NUTS, "N"), (Kind.CPV, "")],
)  # fmt: skip
def test_what_is_no_code_is_none(kind, typed):
    assert codes.understand(kind, typed).reason == "not_a_code"


def test_an_industry_code_is_understood_without_its_point():
    assert codes.understand(Kind.INDUSTRY, "86101").code == "86.101"


@pytest.mark.parametrize(
    ("kind", "code", "prefix"),
    [(Kind.CPV, "33190000", "3319"), (Kind.CPV, "30000000", "30"), (Kind.COUNTY, "46", "46"), (Kind.INDUSTRY, "Q", "")],
)
def test_what_is_under_a_code_begins_with_what_it_says(kind, code, prefix):
    assert codes.prefix(kind, code) == prefix


def test_the_parent_is_the_nearest_that_the_list_has():
    known = {"33000000", "33100000", "33192000", "33192100"}
    assert codes.parent_of(Kind.CPV, "33192120", known) == "33192100"
    assert codes.parent_of(Kind.CPV, "33192000", known) == "33100000"
    assert codes.parent_of(Kind.CPV, "33000000", known) is None


def test_an_industry_of_2007_has_the_section_that_statistics_norway_gives_it():
    assert codes.parent_of(Kind.INDUSTRY, "86", set(), "SN2007") == "Q"
    assert codes.parent_of(Kind.INDUSTRY, "86.10", {"86", "86.1"}) == "86.1"
    assert codes.parent_of(Kind.INDUSTRY, "86.1", {"86"}) == "86"


@pytest.mark.parametrize(
    ("nynorsk", "bokmaal"),
    [("sjukehustenester", "sykehustjenester"), ("reingjeringstenester", "rengjøringstjenester"),
     ("vedlikehald av maskinar", "vedlikehold av maskiner"), ("rådgjeving", "rådgivning"), ("straum", "strøm"),
     ("Offentlege tenester", "offentlige tjenester"), ("skulemøblar", "skolemøbler"), ("køyretøy", "kjøretøy")],
)  # fmt: skip
def test_nynorsk_is_searched_as_bokmaal(nynorsk, bokmaal):
    assert folded(nynorsk) == folded(bokmaal)


def test_signs_and_single_letters_are_not_searched_for():
    assert words_of("  senger & møbler i % ") == ["senger", "møbler"]
    assert words_of("%_\\'") == []


def test_every_code_of_the_real_list_has_a_parent_but_the_divisions(shared):
    path = shared / "data/codelists/cpv-2008.csv"
    if not path.exists():
        pytest.skip("the real lists are not here")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    known = {row["code"] for row in rows}
    found = {row["code"]: codes.parent_of(Kind.CPV, row["code"], known) for row in rows}
    assert len(found) == 9454
    assert found == {row["code"]: row["parent"] or None for row in rows}
