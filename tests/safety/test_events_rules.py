"""What follows from what happened, worked out without a database."""

from datetime import date

import pytest

from app.blueprints.safety import rules
from app.blueprints.safety.terms import EventKind, Measure, Relation


@pytest.mark.parametrize(
    ("happened_on", "serious", "leaves_on"),
    [
        (date(2026, 3, 17), False, date(2029, 3, 17)),
        (date(2026, 3, 17), True, date(2036, 3, 17)),
        (date(2024, 2, 29), False, date(2027, 3, 1)),
        (date(2024, 2, 29), True, date(2034, 3, 1)),
    ],
)
def test_a_name_leaves_after_three_years_and_after_something_serious_ten(happened_on, serious, leaves_on):
    assert rules.name_leaves_on(happened_on, serious=serious) == leaves_on


@pytest.mark.parametrize("measure", Measure)
def test_what_a_measure_is_about_is_read_as_it_was_written(measure):
    assert rules.measure_code(12, measure) == f"event:12:{measure.value}"
    assert rules.read_measure(f"event:12:{measure.value}") == (12, measure)


@pytest.mark.parametrize(
    "code",
    ["", "event", "event:12", "event:12:later", "event::lasting", "event:x:lasting", "event:-1:lasting",
     "event:12:lasting:more", "site:12:lasting", "event:1234567890:lasting", "event:\u0661:lasting"],
)  # fmt: skip
def test_what_is_no_measure_is_read_as_none(code):
    assert rules.read_measure(code) is None


@pytest.mark.parametrize(
    ("kind", "relation", "enters"),
    [
        (EventKind.LOST_TIME, Relation.OWN, True),
        (EventKind.MEDICAL_TREATMENT, Relation.HIRED_IN, True),
        (EventKind.FATALITY, Relation.OTHER, False),
        (EventKind.FIRST_AID, Relation.OWN, False),
        (EventKind.NEAR_MISS, None, False),
    ],
)
def test_hours_are_needed_for_recordable_injuries_of_those_whose_hours_are_ours(kind, relation, enters):
    assert rules.enters_a_rate(kind, relation) is enters
