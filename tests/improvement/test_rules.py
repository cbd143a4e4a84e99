from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blueprints.improvement import rules
from app.blueprints.improvement.terms import ActionStatus

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Planned:
    id: int
    status: ActionStatus
    due_on: date


def test_an_action_is_late_from_the_day_after_it_was_due():
    assert not rules.is_late(ActionStatus.PLANNED, TODAY, TODAY)
    assert rules.is_late(ActionStatus.PLANNED, date(2026, 11, 21), TODAY)


@pytest.mark.parametrize("status", [ActionStatus.DONE, ActionStatus.DROPPED])
def test_what_is_over_is_never_late(status):
    assert not rules.is_late(status, date(2020, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("due_on", "fault"),
    [
        (TODAY, None),
        (date(2026, 11, 21), "due_in_the_past"),
        (date(2036, 12, 31), None),
        (date(2037, 1, 1), "due_too_far_away"),
        (date(1, 1, 1), "due_in_the_past"),
    ],
)
def test_a_due_date_lies_between_today_and_ten_years_on(due_on, fault):
    assert rules.due_date_fault(due_on, TODAY) == fault


actions = st.lists(
    st.builds(Planned, st.integers(), st.sampled_from(ActionStatus), st.dates()), unique_by=lambda action: action.id
)


@given(actions)
def test_the_plan_shows_open_actions_first_and_loses_none(planned):
    ordered = rules.in_order(planned)
    assert sorted(ordered, key=lambda a: a.id) == sorted(planned, key=lambda a: a.id)
    over = [not action.status.is_open for action in ordered]
    assert over == sorted(over)
    still_open = [action.due_on for action in ordered if action.status.is_open]
    assert still_open == sorted(still_open)


@pytest.mark.parametrize(
    ("waits", "needs", "found"),
    [
        ({}, [2], []),
        ({2: {3}, 3: {4}}, [2, 3], []),
        ({}, [1], [1, 1]),
        ({2: {1}}, [2], [1, 2, 1]),
        ({2: {3}, 3: {1}, 4: {3}}, [4, 2], [1, 4, 3, 1]),
        ({1: {2}, 2: {1}}, [3], []),  # what the action itself waited for gives way
        ({2: {3}, 3: {2}}, [2], []),  # a circle that it has no part in is not its fault
    ],
)
def test_a_circle_is_found_and_told_the_short_way_round(waits, needs, found):
    assert rules.circle(waits, 1, needs) == found


graphs = st.dictionaries(st.integers(1, 8), st.sets(st.integers(1, 8), max_size=4), max_size=8)


@given(graphs, st.sets(st.integers(1, 8), min_size=1, max_size=4))
def test_what_is_let_through_never_makes_a_circle_through_the_action(waits, needs):
    found = rules.circle(waits, 1, sorted(needs))
    after = {**waits, 1: needs}
    reached, frontier = set(), set(needs)
    while frontier - reached:
        reached |= frontier
        frontier = {further for number in frontier for further in after.get(number, ())}
    assert bool(found) == (1 in reached)
    assert all(second in after[first] for first, second in pairwise(found))


@pytest.mark.parametrize(
    ("typed", "sum_"),
    [
        ("12500", 12_500), ("12 500", 12_500), ("12\u00a0500", 12_500), ("12\u202f500", 12_500), ("12.500", 12_500),
        ("12,500", 12_500), ("12 500,-", 12_500), ("12.500,–", 12_500), ("kr 12 500", 12_500), ("12500 kr", 12_500),
        ("Kr. 12 500,00", 12_500), ("NOK 1.234.567", 1_234_567), ("12 500 kroner", 12_500), ("0", 0), ("007", 7),
        ("1 000 000 000", 1_000_000_000),
    ],
)  # fmt: skip
def test_kroner_are_read_as_people_write_them(typed, sum_):
    assert rules.kroner(typed) == sum_


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-1", "cost_negative"), ("−12 500", "cost_negative"), ("kr -5", "cost_negative"),
        ("12,50", "cost_with_decimals"), ("12.5", "cost_with_decimals"), ("12.500,75", "cost_with_decimals"),
        ("1 000 000 001", "cost_too_high"), ("9" * 5_000, "cost_too_high"),
        ("tolv", "cost_not_a_number"), ("1e5", "cost_not_a_number"), ("٣", "cost_not_a_number"), ("kr", "cost_not_a_number"),
        ("0x10", "cost_not_a_number"), ("1.2.3", "cost_with_decimals"), ("=1+1", "cost_not_a_number"),
    ],
)  # fmt: skip
def test_what_is_no_sum_of_whole_kroner_is_told_why(typed, code):
    with pytest.raises(rules.NotKroner) as refusal:
        rules.kroner(typed)
    assert refusal.value.code == code


@given(st.text(max_size=60))
def test_any_text_at_all_is_kroner_or_is_told_why(typed):
    try:
        assert 0 <= rules.kroner(typed) <= 1_000_000_000
    except rules.NotKroner as refusal:
        assert refusal.code.startswith("cost_")


def test_nothing_is_due_before_it_begins():
    assert rules.days_fault(None, TODAY) is None
    assert rules.days_fault(TODAY, TODAY) is None
    assert rules.days_fault(TODAY, date(2026, 11, 21)) == "due_before_start"


@pytest.mark.parametrize(
    ("reference", "parts"),
    [("safety:event:12", ("safety", "event:12")), ("capability:HSE", ("capability", "HSE")), ("", ("", ""))],
)
def test_a_reference_is_a_kind_and_a_code(reference, parts):
    assert rules.split_subject(reference) == parts
