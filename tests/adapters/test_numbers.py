"""Organisation numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.counties import COUNTIES, county_of
from app.adapters.numbers import BadNumber, OrganisationNumber, check_digit, has_check_digit, parse_number


@pytest.mark.parametrize(
    "text",
    [
        "318010870", "318 010 870", " 318 010 870 ", "318\u00a0010\u00a0870", "318\u2009010\u2009870", "318.010.870", "318-010-870",
        "NO318010870MVA", "NO 318 010 870 MVA", "no318010870mva", "318010870MVA", "318 010 870 mva", "0192:318010870",
        "0192: 318 010 870", "iso6523-actorid-upis::0192:318010870", "Org.nr. 318 010 870", "Organisasjonsnummer 318010870",
        "３１８０１０８７０",
    ],
)  # fmt: skip
def test_a_norwegian_number_is_understood_however_it_is_typed(text):
    assert parse_number(text) == OrganisationNumber("0192", "318010870")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "number_missing"), ("   ", "number_missing"), ("318010871", "number_check_digit"), ("31801087", "number_length"),
        ("3180108700", "number_length"), ("Salten Renhold", "number_country"), ("3180l0870", "number_has_letters"),
        ("01010112345", "number_is_personal"), ("010101 12345", "number_is_personal"), ("9999:318010870", "number_country"),
        ("1" * 10_000, "number_too_long"), ("318010870; DROP", "number_has_letters"), ("<b>318010870</b>", "number_has_letters"),
        ("٣١٨٠١٠٨٧٠", "number_has_letters"), ("NO", "number_has_letters"), ("²18010870", "number_check_digit"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_its_reason(text, code):
    with pytest.raises(BadNumber) as refused:
        parse_number(text)
    assert refused.value.code == code


def test_a_number_typed_by_mistake_is_not_in_the_error():
    with pytest.raises(BadNumber) as refused:
        parse_number("01010112345")
    assert "0101" not in repr(refused.value)


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("SE556012579001", "NO", OrganisationNumber("SE-VAT", "SE556012579001")),
        ("SE 5560 1257 9001", "SE", OrganisationNumber("SE-VAT", "SE556012579001")),
        ("556012-5790", "SE", OrganisationNumber("SE", "5560125790")),
        ("0007:5560125790", "NO", OrganisationNumber("SE", "5560125790")),
        ("DK12345678", "NO", OrganisationNumber("DK-VAT", "DK12345678")),
        ("12 34 56 78", "DK", OrganisationNumber("DK", "12345678")),
        ("EL123456789", "NO", OrganisationNumber("GR-VAT", "EL123456789")),
        ("HRB 12345", "DE", OrganisationNumber("DE", "HRB12345")),
        ("490171-0150", "IS", OrganisationNumber("IS", "4901710150")),
    ],
)
def test_a_firm_from_elsewhere_in_the_area_has_its_country_and_number(text, country, expected):
    assert parse_number(text, country) == expected
    assert expected.country == expected.scheme[:2]
    assert not expected.is_norwegian


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [("US123456789", "NO", "number_country"), ("123", "SE", "number_elsewhere"), ("ABCDEF", "FI", "number_elsewhere"),
     ("12345678", "US", "number_country"), ("5" * 30, "SE", "number_elsewhere")],
)  # fmt: skip
def test_countries_outside_the_area_and_shapeless_numbers_are_refused(text, country, code):
    with pytest.raises(BadNumber) as refused:
        parse_number(text, country)
    assert refused.value.code == code


def test_a_number_is_shown_in_groups():
    assert str(parse_number("318010870")) == "318 010 870"
    assert str(parse_number("556012-5790", "SE")) == "SE 5560125790"


@given(st.text(max_size=80), st.sampled_from(["NO", "SE", "XX", ""]))
def test_any_text_is_a_number_or_a_reason(text, country):
    try:
        found = parse_number(text, country)
    except BadNumber as refused:
        assert refused.code.startswith("number_")
    else:
        assert 1 <= len(found.value) <= 20
        assert len(found.scheme) <= 6


@given(st.integers(0, 99_999_999))
def test_the_check_digit_catches_every_single_wrong_digit(eight):
    start = f"{eight:08d}"
    digit = check_digit(start)
    if digit is None:
        return
    whole = start + str(digit)
    assert has_check_digit(whole)
    for place in range(9):
        for other in set("0123456789") - {whole[place]}:
            assert not has_check_digit(whole[:place] + other + whole[place + 1 :])


def test_there_are_fifteen_counties_and_old_ones_are_not_known():
    assert len(COUNTIES) == 15
    assert county_of("1804") == "Nordland"
    assert county_of("5501") == "Troms"
    assert county_of("2100") == "Svalbard"
    assert county_of("3005") is None  # Viken, until 2023
    assert county_of(None) is None


def test_the_counties_are_those_of_the_official_list(shared):
    lines = (shared / "data/codelists/no-fylker-2024.csv").read_text().splitlines()[1:]
    assert {line.split(",")[0]: line.split(",")[1] for line in lines} == COUNTIES
