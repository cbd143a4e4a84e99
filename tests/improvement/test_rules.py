from dataclasses import dataclass
from datetime import date

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
    ("reference", "parts"),
    [("safety:event:12", ("safety", "event:12")), ("capability:HSE", ("capability", "HSE")), ("", ("", ""))],
)
def test_a_reference_is_a_kind_and_a_code(reference, parts):
    assert rules.split_subject(reference) == parts
