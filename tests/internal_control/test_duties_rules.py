"""Which duties a firm has: the rows as they are shipped, at every boundary of size, industry and date.

Expected answers are those of section E of the research note: the Working Environment Act as amended on 1 January 2024.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from app.blueprints.internal_control.rules import duties_for, is_industry
from app.blueprints.internal_control.terms import Applies, DutyRow
from app.core.localized import Localized

SHIPPED = Path(__file__).parents[2] / "migrations" / "versions" / "0017_duties.json"
LAST_OF_OLD, FIRST_OF_NEW, NOW = date(2023, 12, 31), date(2024, 1, 1), date(2026, 11, 22)


def as_row(read):
    days = {name: date.fromisoformat(read[name]) if read[name] else None for name in ("valid_from", "valid_to")}
    texts = {name: Localized(read[name]) for name in ("name", "what", "law")}
    return DutyRow(**read | days | texts | {"applies": Applies(read["applies"]), "checked_on": date(2026, 11, 22)})


ROWS = [as_row(read) for read in json.loads(SHIPPED.read_text(encoding="utf-8"))]
CONSTRUCTION, OFFICE = ("43.210",), ("62.100",)


def applies(code, headcount, industries=OFFICE, day=NOW):
    found = {duty.code: duty.applies.value for duty in duties_for(ROWS, headcount, industries, day)}
    return found.get(code)


@pytest.mark.parametrize(
    ("headcount", "today", "before_2024"),
    [(0, None, None), (1, "agreement", "agreement"), (4, "agreement", "agreement"), (5, "required", "agreement"),
     (9, "required", "agreement"), (10, "required", "required"), (30, "required", "required")],
)  # fmt: skip
def test_a_safety_representative_from_five_and_before_2024_from_ten(headcount, today, before_2024):
    for code in ("safety_representative", "safety_training"):
        assert applies(code, headcount) == today
        assert applies(code, headcount, day=FIRST_OF_NEW) == today
        assert applies(code, headcount, day=LAST_OF_OLD) == before_2024


@pytest.mark.parametrize(
    ("headcount", "today", "before_2024"),
    [(9, None, None), (10, "on_request", None), (19, "on_request", None), (20, "on_request", "on_request"),
     (29, "on_request", "on_request"), (30, "required", "on_request"), (49, "required", "on_request"),
     (50, "required", "required")],
)  # fmt: skip
def test_a_committee_from_thirty_and_on_request_from_ten(headcount, today, before_2024):
    assert applies("working_environment_committee", headcount) == today
    assert applies("working_environment_committee", headcount, day=FIRST_OF_NEW) == today
    assert applies("working_environment_committee", headcount, day=LAST_OF_OLD) == before_2024


@pytest.mark.parametrize(("headcount", "expected"), [(0, None), (1, "by_risk"), (4, "by_risk"), (5, "required")])
def test_a_routine_for_whistleblowing_from_five(headcount, expected):
    assert applies("whistleblowing", headcount) == expected


@pytest.mark.parametrize(
    ("industry", "expected"),
    [("43.210", "required"), ("26.510", "required"), ("26.520", "by_risk"), ("03.200", "required"),
     ("03.100", "by_risk"), ("18.120", "required"), ("18.200", "by_risk"), ("62.100", "by_risk"), ("04", "by_risk")],
)  # fmt: skip
def test_an_occupational_health_service_by_the_list_of_industries_else_by_risk(industry, expected):
    assert applies("occupational_health_service", 3, (industry,)) == expected
    assert applies("occupational_health_service", 0, (industry,)) is None


@pytest.mark.parametrize(
    ("industry", "card", "approval"),
    [("41.000", "required", None), ("42.110", "required", None), ("43.320", "required", None),
     ("81.210", "required", "required"), ("95.310", "required", None), ("62.100", None, None), ("81.300", None, None)],
)  # fmt: skip
def test_cards_in_construction_cleaning_and_car_care_also_for_who_works_alone(industry, card, approval):
    for headcount in (0, 12):
        assert applies("hse_card", headcount, (industry,)) == card
        assert applies("cleaning_approval", headcount, (industry,)) == approval
        assert applies("car_care_approval", headcount, (industry,)) == ("required" if industry == "95.310" else None)


def test_car_care_needs_cards_from_1_july_2022():
    assert applies("hse_card", 3, ("95.310",), date(2022, 6, 30)) is None
    assert applies("hse_card", 3, ("95.310",), date(2022, 7, 1)) == "required"


def test_psychosocial_factors_from_1_january_2026():
    assert applies("psychosocial_factors", 3, day=date(2025, 12, 31)) is None
    assert applies("psychosocial_factors", 3, day=date(2026, 1, 1)) == "required"


@pytest.mark.parametrize("code", ["leaders_training", "injury_register", "notification"])
def test_what_every_employer_must(code):
    assert applies(code, 1) == "required"
    assert applies(code, 0) is None


def test_an_industry_that_the_firm_adds_counts_beside_the_registers():
    assert applies("hse_card", 3, (*OFFICE, "43")) == "required"


def test_with_no_headcount_what_depends_on_it_is_unknown_and_the_rest_is_not():
    found = {duty.code: duty for duty in duties_for(ROWS, None, CONSTRUCTION, NOW)}
    unknown = {code for code, duty in found.items() if duty.applies is Applies.UNKNOWN}
    assert unknown == {"safety_representative", "working_environment_committee", "safety_training", "whistleblowing"}
    assert found["leaders_training"].applies is Applies.REQUIRED
    assert {row.applies for row in found["working_environment_committee"].rows} == {
        Applies.REQUIRED, Applies.ON_REQUEST,
    }  # fmt: skip


def test_with_no_industry_what_depends_on_it_is_unknown():
    found = {duty.code: duty.applies for duty in duties_for(ROWS, 3, (), NOW)}
    unknown = {code for code, how in found.items() if how is Applies.UNKNOWN}
    assert unknown == {"occupational_health_service", "hse_card", "cleaning_approval", "car_care_approval"}


def test_each_rule_has_its_text_in_three_languages_its_law_and_a_source():
    for row in ROWS:
        for text in (row.name, row.what, row.law):
            assert set(text) == {"nb", "nn", "en"}
            assert all(text.values())
        assert row.source.startswith(
            ("https://lovdata.no/", "https://www.arbeidstilsynet.no/", "https://arbeidstilsynet.no/")
        )
        assert row.industries is None or all(is_industry(code) for code in row.industries)


@pytest.mark.parametrize("typed", ["4", "430", "43.", "43.2a", "xx", "43.2100", "٤٣", "", "43,2"])
def test_what_is_no_industry_code(typed):
    assert not is_industry(typed)
