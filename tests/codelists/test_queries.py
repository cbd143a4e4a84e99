"""The shipped lists and loaded ones: names in the reader's language, the search, what stands above."""

import pytest

from app.blueprints.codelists import queries
from app.blueprints.codelists.services.picking import picker


@pytest.mark.parametrize("text", ["sykehustjenester", "sjukehustenester", "hospital services", "8511", "85110000-3"])
def test_a_code_is_found_in_all_three_languages_and_by_figures(db_session, text):
    assert queries.search("cpv", text, "nb")[0].written == "85110000-3"


def test_a_reader_is_told_names_in_her_own_language_or_the_one_that_reads_alike(db_session):
    named = {lang: queries.named("cpv", ["85110000"], lang)["85110000"] for lang in ("nb", "nn", "en")}
    assert {lang: (label.name, label.lang) for lang, label in named.items()} == {
        "nb": ("Sykehustjenester", "nb"), "nn": ("Sjukehustenester", "nn"), "en": ("Hospital services", "en"),
    }  # fmt: skip
    county = queries.named("county", ["46"], "nn")["46"]
    assert (county.name, county.lang) == ("Vestland", "nb")


def test_several_kinds_are_named_by_one_statement_and_unknown_codes_are_left_out(db_session):
    found = queries.named_of_kinds({"cpv": ["33190000", "99999999"], "county": ["46"], "industry": []}, "en")
    assert {kind: list(codes) for kind, codes in found.items()} == {
        "cpv": ["33190000"],
        "county": ["46"],
        "industry": [],
    }


def test_a_municipality_stands_in_its_county_and_a_division_in_its_section(db_session):
    assert [label.name for label in queries.parents("municipality", "4601", "nb")] == ["Vestland"]
    assert [label.code for label in queries.parents("cpv", "33192000", "nb")] == ["33000000", "33100000", "33190000"]


def test_a_picker_takes_what_can_only_mean_one_code(db_session):
    cpv = picker("cpv")
    assert cpv.understood("33190000-8", "nb").code == "33190000"
    assert cpv.understood("Sjukehustenester", "nn").code == "85110000"
    assert cpv.understood("medisinsk", "nb").reason == "several"
    assert cpv.understood("romskip", "nb").reason == "unknown"
    assert cpv.understood("33190000-7", "nb").meant == "33190000-8"
    assert picker("municipality").understood("bergen", "nb").code == "4601"


def test_the_page_of_a_list_searches_and_looks_around_without_script(client):
    page = client.get("/nn/codelists/cpv?q=sjukehus").text
    assert "85110000-3" in page
    assert "Sjukehustenester" in page
    assert "33192000-2" in client.get("/en/codelists/cpv?under=33190000").text
    assert "33190000-8" in client.get("/en/codelists/cpv?q=33190000-7").text
    assert client.get("/nb/codelists/nothing").status_code == 404
